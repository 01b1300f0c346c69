import { ChangePassword } from './change-password.tsx';
import { SecurityLog } from './security-log.tsx';
import { SessionList } from './session-list.tsx';

/** Who can get at the account, and what happened to it. */
export function SecurityPage() {
  return (
    <>
      {/* First what is as high as it is from the start: nothing moves when the lists arrive. */}
      <ChangePassword />
      <SessionList />
      <SecurityLog />
    </>
  );
}
