import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { client, session } from '../../app/apollo-client.ts';
import styles from '../../components/door-form.module.css';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useMailedToken } from '../../components/use-mailed-token.ts';
import { VerifyEmailDocument, type VerifyEmailMutation } from '../../generated/documents.gen.ts';
import { verifyEmailTexts } from './texts.ts';

type Answer = VerifyEmailMutation['verifyEmail'];

/** Uses the link up; whoever is signed in then gets an access token that knows of it. */
async function verify(token: string): Promise<Answer | undefined> {
  const { data } = await client.mutate({
    mutation: VerifyEmailDocument,
    variables: { token },
    fetchPolicy: 'no-cache',
  });
  if (data?.verifyEmail.email && session.getState().status === 'signed-in') {
    await session.refresh();
    await client.refetchQueries({ include: 'active' });
  }
  return data?.verifyEmail;
}

/** Where the link leads that was mailed to show that an address is one's own. */
export function VerifyEmailPage() {
  const token = useMailedToken();
  const asked = useRef<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [fault, setFault] = useState<unknown>(null);

  const ask = useCallback(async (link: string) => {
    setFault(null);
    try {
      setAnswer((await verify(link)) ?? null);
    } catch (error) {
      setFault(error);
    }
  }, []);

  useEffect(() => {
    // A link is good once: never ask twice by ourselves.
    if (token === null || asked.current === token) return;
    asked.current = token;
    void ask(token);
  }, [token, ask]);

  return (
    <Page title={verifyEmailTexts.title} width="narrow">
      <h1 className={styles.title}>{verifyEmailTexts.title}</h1>
      <div role="status" className={styles.outcome}>
        {describe(token, answer, fault)}
      </div>
      {fault !== null && token !== null && (
        <FaultNotice error={fault} retry={() => void ask(token)} retryLabel={verifyEmailTexts.tryAgain} />
      )}
    </Page>
  );
}

function describe(token: string | null, answer: Answer | null, fault: unknown): ReactNode {
  if (token === null) return <Outcome tone="bad" message={verifyEmailTexts.incomplete} links={[newLink]} />;
  if (fault !== null) return null;
  if (!answer) return <Notice tone="plain">{verifyEmailTexts.asking}</Notice>;
  if (answer.email) return <Outcome tone="good" message={verifyEmailTexts.verified(answer.email)} links={[goOn]} />;
  const message = answer.userErrors.map((error) => error.message).join(' ');
  const [code] = answer.userErrors.map((error) => error.code);
  return <Outcome tone="bad" message={message} links={code ? ways[code] : [newLink]} />;
}

const goOn = { to: '/', text: verifyEmailTexts.goOn };
const newLink = { to: '/me/account', text: verifyEmailTexts.newLink };
const signIn = { to: '/sign-in', text: verifyEmailTexts.signIn };
const newPassword = { to: '/forgot-password', text: verifyEmailTexts.newPassword };
const ways = {
  LINK_INVALID: [newLink],
  SIGN_IN_FIRST: [signIn, newPassword],
  EMAIL_TAKEN: [signIn, newPassword],
};

/** What became of the link, and where to go from here. */
function Outcome(props: { tone: 'good' | 'bad'; message: string; links: readonly { to: string; text: string }[] }) {
  return (
    <>
      <Notice tone={props.tone}>{props.message}</Notice>
      {props.links.map(({ to, text }) => (
        <p key={to} className={styles.elsewhere}>
          <Link to={to}>{text}</Link>
        </p>
      ))}
    </>
  );
}
