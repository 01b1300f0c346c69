import { Link, type LinkProps, useLocation } from 'react-router';
import { useSession } from '../../app/session/use-session.ts';
import { Notice } from '../../components/notice.tsx';
import type { FeedReasonCode } from '../../generated/documents.gen.ts';
import { signInAddress, stepsBack } from '../sign-in/return-to.ts';
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
        state={stepsBack(1)}
      />
    );
  }
  const personal = reasons.some((code) => code === 'MATCHES_INTEREST' || code === 'SIMILAR_TO_JOINED');
  if (status === 'unknown' || personal) return null;
  return <Hint text={feedTexts.forYouUnknown} link={feedTexts.setInterests} to="/me/account" />;
}

function Hint({ text, link, ...way }: { text: string; link: string } & Pick<LinkProps, 'to' | 'state'>) {
  return (
    <div className={styles.hint}>
      <Notice tone="plain">
        {text} <Link {...way}>{link}</Link>
      </Notice>
    </div>
  );
}
