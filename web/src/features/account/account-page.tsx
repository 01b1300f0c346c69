// What of the component library only these pages use.
import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '../../app/session/use-session.ts';
import { Page } from '../../components/page.tsx';
import { PageTabs } from '../../components/page-tabs.tsx';
import { signInAddress } from '../sign-in/return-to.ts';
import styles from './account-page.module.css';
import { accountTexts } from './texts.ts';

const sections = [
  { to: '/me/account', text: accountTexts.profile },
  { to: '/me/account/security', text: accountTexts.security },
  { to: '/me/account/keys', text: accountTexts.keys },
  { to: '/me/account/data', text: accountTexts.data },
];

/** The frame of the account's pages; whoever is signed out signs in first and comes back. */
export function AccountPage() {
  const session = useSession();
  const { pathname } = useLocation();
  if (session.status === 'signed-out') return <Navigate to={signInAddress('/sign-in', pathname)} replace />;
  const section = sections.find(({ to }) => to === pathname.replace(/\/$/, ''));
  return (
    <Page title={section ? accountTexts.titleOf(section.text) : accountTexts.title} width="reading">
      <h1 className={styles.title}>{accountTexts.title}</h1>
      <PageTabs label={accountTexts.sections} tabs={sections} />
      {session.status === 'signed-in' && <Outlet />}
    </Page>
  );
}
