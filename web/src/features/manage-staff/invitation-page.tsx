import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { z } from 'zod';
import { useSession } from '../../app/session/use-session.ts';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { useHeldFocus } from '../../components/use-held-focus.ts';
import { useMailedToken } from '../../components/use-mailed-token.ts';
import { AcceptStaffInvitationDocument, type StaffRole } from '../../generated/documents.gen.ts';
import { signInAddress } from '../sign-in/return-to.ts';
import styles from './staff-page.module.css';
import { staffTexts } from './texts.ts';

/** Where the link in an invitation leads: who is signed in accepts it, and goes on to what they may do then. */
export function InvitationPage() {
  const session = useSession();
  const token = useMailedToken();
  const navigate = useNavigate();
  const mustSignIn = session.status === 'signed-out' && token !== null;
  // The token comes back with the address it was in. After useMailedToken has taken it out of there, which would else lead
  // back here.
  useEffect(() => {
    if (mustSignIn) void navigate(signInAddress('/sign-in', `/staff-invitation#token=${token}`), { replace: true });
  }, [mustSignIn, token, navigate]);
  return (
    <Page title={staffTexts.acceptTitle} width="narrow">
      <h1>{staffTexts.acceptTitle}</h1>
      {token ? (
        session.status === 'signed-in' && <Accept token={token} name={session.session.person.displayName} />
      ) : (
        <Notice tone="bad">{staffTexts.incomplete}</Notice>
      )}
    </Page>
  );
}

function Accept({ token, name }: { token: string; name: string }) {
  const client = useApolloClient();
  // The button that accepts goes once it has.
  const held = useHeldFocus<HTMLDivElement>();
  const form = useCheckedForm(z.object({}), {});
  const [event, setEvent] = useState<{ id: string; title: string; role: StaffRole | null } | null>(null);

  async function accept(): Promise<readonly FormRefusal[]> {
    const { data } = await client.mutate({ mutation: AcceptStaffInvitationDocument, variables: { token } });
    const joined = data?.acceptStaffInvitation.event;
    if (joined) setEvent({ id: joined.id, title: joined.title, role: joined.viewerRole });
    return data?.acceptStaffInvitation.userErrors.map(({ message }) => ({ message, field: null })) ?? [];
  }

  return (
    <div {...held}>
      {event ? (
        <div role="status">
          <Notice tone="good">{staffTexts.accepted(event.title)}</Notice>
          <div className={styles.actions}>
            <Button component={Link} to={`/door/${event.id}`}>
              {staffTexts.toDoor}
            </Button>
            {event.role === 'MANAGER' && (
              <Button component={Link} variant="default" to={`/organize/events/${event.id}`}>
                {staffTexts.toEvent}
              </Button>
            )}
          </div>
        </div>
      ) : (
        <CheckedForm form={form} action={staffTexts.accept} acting={staffTexts.accepting} submit={accept}>
          <p className={styles.meta}>{staffTexts.acceptIntro(name)}</p>
        </CheckedForm>
      )}
    </div>
  );
}
