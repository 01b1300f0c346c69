import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { client, session } from '../../app/apollo-client.ts';
import styles from '../../components/door-form.module.css';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { useMailedToken } from '../../components/use-mailed-token.ts';
import { OwnAddressDocument, VerifyEmailDocument, type VerifyEmailMutation } from '../../generated/documents.gen.ts';
import { signInAddress } from '../sign-in/return-to.ts';
import { verifyEmailTexts } from './texts.ts';

type Answer = VerifyEmailMutation['verifyEmail'];

const isSignedIn = () => session.getState().status === 'signed-in';

const refuses = (answer: Answer, wanted: Answer['userErrors'][number]['code']) =>
  answer.userErrors.some(({ code }) => code === wanted);

/** Uses the link up; whoever is signed in then gets an access token that knows of it. */
async function verify(token: string): Promise<Answer | undefined> {
  const { data } = await client.mutate({
    mutation: VerifyEmailDocument,
    variables: { token },
    fetchPolicy: 'no-cache',
  });
  if (data?.verifyEmail.email && isSignedIn()) {
    await session.refresh();
    await client.refetchQueries({ include: 'active' });
  }
  return data?.verifyEmail;
}

/** The address of who is signed in where it is verified; null where it isn't, or nobody knows. */
async function verifiedAddress(): Promise<string | null> {
  if (!isSignedIn()) return null;
  const asked = client.query({ query: OwnAddressDocument, fetchPolicy: 'network-only' }).catch(() => null);
  const viewer = (await asked)?.data?.viewer;
  return viewer?.emailVerified ? viewer.email : null;
}

/** Where the link leads that was mailed to show that an address is one's own. */
export function VerifyEmailPage() {
  const token = useMailedToken();
  const asked = useRef<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [verifiedAlready, setVerifiedAlready] = useState<string | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const navigate = useNavigate();

  const ask = useCallback(
    async (link: string) => {
      setFault(null);
      try {
        const given = await verify(link);
        if (given && refuses(given, 'SIGN_IN_FIRST') && !isSignedIn()) {
          // The token comes back with the address it was in.
          await navigate(signInAddress('/sign-in', `/verify-email#token=${link}`), { replace: true });
          return;
        }
        // Opened a second time, it has done what it was for.
        if (given && refuses(given, 'LINK_INVALID')) setVerifiedAlready(await verifiedAddress());
        setAnswer(given ?? null);
      } catch (error) {
        setFault(error);
      }
    },
    [navigate],
  );

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
        {verifiedAlready ? (
          <Outcome tone="good" message={verifyEmailTexts.verifiedAlready(verifiedAlready)} links={[goOn]} />
        ) : (
          describe(token, answer, fault)
        )}
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
