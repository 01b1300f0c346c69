import { expect, test } from 'vitest';
import { checkGivenServices } from './given-services.ts';
import { freePorts } from './ports.ts';

const given = {
  POSTGRES_URL: process.env.POSTGRES_URL,
  REDIS_URL: process.env.REDIS_URL,
  RABBITMQ_URL: process.env.RABBITMQ_URL,
};

test('services that answer are taken', async () => {
  await expect(checkGivenServices(given)).resolves.toBeUndefined();
  await expect(checkGivenServices({})).resolves.toBeUndefined();
});

test('every dead one is named at once, without its password', async () => {
  const [postgres, redis, rabbitmq, smtp] = await freePorts(4);
  const dead = {
    POSTGRES_URL: `postgresql://postgres:hush@127.0.0.1:${postgres}/postgres`,
    REDIS_URL: `redis://:hush@127.0.0.1:${redis}`,
    RABBITMQ_URL: `amqp://guest:hush@127.0.0.1:${rabbitmq}`,
    SMTP_URL: `smtp://127.0.0.1:${smtp}`,
  };
  const message = await checkGivenServices(dead).catch((error: Error) => error.message);
  for (const [variable, url] of Object.entries(dead)) {
    expect(message).toContain(`- ${variable}: ${new URL(url).host} cannot be used: `);
  }
  expect(message).not.toContain('hush');
});

test('a server that refuses the password is named too', async () => {
  const wrong = new URL(given.RABBITMQ_URL!);
  wrong.password = 'not-the-password';
  await expect(checkGivenServices({ RABBITMQ_URL: wrong.href })).rejects.toThrow(
    /RABBITMQ_URL: .*(ACCESS|refused|403)/i,
  );
});
