import { Link, useLocation } from 'react-router';
import { useSession } from '../../app/session/use-session.ts';
import { Notice } from '../../components/notice.tsx';
import type { FeedReasonCode } from '../../generated/documents.gen.ts';
import { signInAddress } from '../sign-in/return-to.ts';
import styles from './feed-page.module.css';
import { feedTexts } from './texts.ts';

/** What makes the feed somebody's own, where nothing does yet: signing in, or saying what one likes. */
export function ForYouHint({ reasons }: { reasons: readonly (FeedReasonCode | null)[] }) {
  const { status } = useSession();
  const { pathname, search } = useLocation();
  if (status === 'signed-out') {
    return (
      <Hint
        text={feedTexts.forYouSignedOut}
        link={feedTexts.signIn}
        to={signInAddress('/sign-in', pathname + search)}
      />
    );
  }
  const personal = reasons.some((code) => code === 'MATCHES_INTEREST' || code === 'SIMILAR_TO_JOINED');
  if (status === 'unknown' || personal) return null;
  return <Hint text={feedTexts.forYouUnknown} link={feedTexts.setInterests} to="/me/account" />;
}

function Hint({ text, link, to }: { text: string; link: string; to: string }) {
  return (
    <div className={styles.hint}>
      <Notice tone="plain">
        {text} <Link to={to}>{link}</Link>
      </Notice>
    </div>
  );
}
