import { useSearchParams } from 'react-router';
import { z } from 'zod';
import type { FormRefusal } from '../../components/checked-form.tsx';
import { DoorForm } from '../../components/door-form.tsx';
import { useCheckedForm } from '../../components/use-checked-form.ts';
import { unsubscribeTexts } from './texts.ts';

const shape = z.object({});

/** Posts to the address that mail programs post to; nobody needs to be signed in. */
async function unsubscribe(link: URLSearchParams): Promise<readonly FormRefusal[]> {
  const response = await fetch(`/unsubscribe?${link}`, { method: 'POST' });
  if (response.ok) return [];
  if (response.status === 404) return [{ message: unsubscribeTexts.gone, field: null }];
  throw new Error(`unsubscribing answered ${response.status}`);
}

/** Where the link in a mail leads, for who wants no more of its kind. */
export function UnsubscribePage() {
  const [link] = useSearchParams();
  const form = useCheckedForm(shape, {});
  const intro = unsubscribeTexts.intro[link.get('mails') as keyof typeof unsubscribeTexts.intro];
  return (
    <DoorForm
      title={unsubscribeTexts.title}
      intro={intro ?? unsubscribeTexts.incomplete}
      form={form}
      action={unsubscribeTexts.stop}
      acting={unsubscribeTexts.stopping}
      done={unsubscribeTexts.done}
      submit={() => unsubscribe(link)}
      elsewhere={{ text: unsubscribeTexts.other, link: unsubscribeTexts.profile, to: '/me/account' }}
    />
  );
}
