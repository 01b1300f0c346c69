import { createPasswordHasher } from '@cityevents/auth/passwords/hasher';
import { asChild } from '../run-child.ts';

// The password check that auth makes, with nothing around it.

export interface Argon2Load {
  atOnce: number;
  seconds: number;
}

await asChild(async ({ atOnce, seconds }: Argon2Load): Promise<{ perSecond: number }> => {
  const hasher = await createPasswordHasher();
  const hash = await hasher.hash('correct horse battery');
  let checks = 0;
  const started = performance.now();
  const check = async () => {
    while (performance.now() - started < seconds * 1000) {
      if (!(await hasher.verify(hash, 'correct horse battery'))) throw new Error('the right password was refused');
      checks++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, check));
  return { perSecond: (checks * 1000) / (performance.now() - started) };
});
