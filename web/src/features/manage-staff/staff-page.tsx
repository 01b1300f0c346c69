// What draws a list's arrow.
import '@mantine/core/styles/Combobox.layer.css';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { NativeSelect, Skeleton, TextInput } from '@mantine/core';
import { useWatch } from 'react-hook-form';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { useSession } from '../../app/session/use-session.ts';
import { CheckedForm, type FormRefusal } from '../../components/checked-form.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ownZone } from '../../components/date-format.ts';
import { describeInstant } from '../../components/describe-instant.ts';
import { FaultNotice } from '../../components/notice.tsx';
import { Panel } from '../../components/panel.tsx';
import { email } from '../../components/person-shapes.ts';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import {
  type InvitedRole,
  InviteStaffDocument,
  RemoveStaffDocument,
  StaffDocument,
  type StaffQuery,
} from '../../generated/documents.gen.ts';
import { useFramedEvent } from '../organize-event/event-frame.tsx';
import styles from './staff-page.module.css';
import { staffTexts } from './texts.ts';

type Member = NonNullable<NonNullable<StaffQuery['event']>['staff']>[number];

/** Who helps with an event, and the ways to ask somebody to and to let somebody go. */
export function StaffPage() {
  const { id, viewerRole } = useFramedEvent();
  const { data, error, refetch } = useQuery(StaffDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const staff = data?.event?.staff;
  return (
    <div className={styles.columns}>
      <Panel title={staffTexts.title} intro={staffTexts.intro}>
        {staff ? (
          <ul className={styles.list} aria-label={staffTexts.title} tabIndex={-1}>
            {staff.map((member) => (
              <MemberRow key={member.id} eventId={id} member={member} />
            ))}
            {staff.length === 0 && <li className={styles.meta}>{staffTexts.nobody}</li>}
          </ul>
        ) : error ? (
          <FaultNotice error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton height={120} radius={12} aria-label={staffTexts.loading} />
        )}
      </Panel>
      <Invite eventId={id} roles={viewerRole === 'OWNER' ? ['DOOR', 'MANAGER'] : ['DOOR']} />
    </div>
  );
}

function MemberRow({ eventId, member }: { eventId: string; member: Member }) {
  const client = useApolloClient();
  const { id, role, state, user, email, invitedAt } = member;
  const name = user?.displayName ?? email ?? staffTexts.nameless;
  const session = useSession();
  const navigate = useNavigate();
  const isSelf = session.status === 'signed-in' && session.session.person.id === user?.id;

  async function remove(): Promise<readonly string[]> {
    const variables = { input: { eventId, staffMemberId: id } };
    const { data } = await client.mutate({
      mutation: RemoveStaffDocument,
      variables,
      ...(isSelf ? {} : { refetchQueries: ['Staff'] }),
    });
    const messages = data?.removeStaff.userErrors.map(({ message }) => message) ?? [];
    // Nothing here is theirs any more.
    if (isSelf && messages.length === 0) void navigate('/organize');
    return messages;
  }

  return (
    <li className={styles.member}>
      <div className={styles.who}>
        <p className={styles.name}>{name}</p>
        <p className={styles.meta}>
          {staffTexts.roles[role]}: {staffTexts.rights[role]}
        </p>
        {state === 'INVITED' && (
          <p className={styles.meta}>{staffTexts.invited(describeInstant(invitedAt, ownZone()))}</p>
        )}
      </div>
      <Confirm
        action={staffTexts.remove}
        label={staffTexts.removeOne(name)}
        question={isSelf ? staffTexts.leaveQuestion : staffTexts.removeQuestion(name)}
        yes={staffTexts.removeYes}
        no={staffTexts.removeNo}
        acting={staffTexts.removing}
        act={remove}
      >
        <p className={styles.meta}>{isSelf ? staffTexts.leaveText : staffTexts.removeText}</p>
      </Confirm>
    </li>
  );
}

const shape = z.object({
  email: z.string().trim().min(1, staffTexts.emailMissing).pipe(email),
  role: z.enum(['DOOR', 'MANAGER'] satisfies InvitedRole[]),
});

/** Managers are chosen by the organizer alone; managers ask people to the door. */
function Invite({ eventId, roles }: { eventId: string; roles: readonly InvitedRole[] }) {
  const client = useApolloClient();
  const form = useCheckedForm(shape, { email: '', role: 'DOOR' });
  const chosen = useWatch({ control: form.control, name: 'role' }) as InvitedRole;

  async function invite(input: z.output<typeof shape>): Promise<readonly FormRefusal[]> {
    const variables = { input: { eventId, ...input } };
    const { data } = await client.mutate({ mutation: InviteStaffDocument, variables, refetchQueries: ['Staff'] });
    const refusals = data?.inviteStaff.userErrors ?? [];
    if (refusals.length === 0) form.resetField('email');
    return refusals;
  }

  return (
    <Panel title={staffTexts.inviteTitle} intro={staffTexts.inviteIntro}>
      <CheckedForm
        form={form}
        action={staffTexts.invite}
        acting={staffTexts.inviting}
        done={staffTexts.sent}
        submit={invite}
      >
        <TextInput
          label={staffTexts.email}
          type="email"
          required
          withAsterisk={false}
          autoComplete="off"
          {...form.field('email')}
        />
        <NativeSelect label={staffTexts.role} description={staffTexts.rights[chosen]} {...form.field('role')}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {staffTexts.roles[role]}
            </option>
          ))}
        </NativeSelect>
      </CheckedForm>
    </Panel>
  );
}
