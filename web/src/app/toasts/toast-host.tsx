import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Draws the toasts, above the phone's bar of ways around. */
export default function ToastHost() {
  return <Notifications position="bottom-center" limit={4} zIndex={30} />;
}
