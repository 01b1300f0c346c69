import { describe, expect, test } from 'vitest';
import { createRefreshCookie } from './cookie.ts';

const token = 'A'.repeat(43);
const inADay = () => new Date(Date.now() + 86_400_000);

describe('the refresh cookie', () => {
  test('is __Host- and Secure where people use https', () => {
    const header = createRefreshCookie('https://events.example').set(token, inADay());
    expect(header).toMatch(
      /^__Host-cityevents_refresh=A{43}; Max-Age=86(399|400); Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  test('has a plain name and no Secure where people use http', () => {
    const header = createRefreshCookie('http://localhost:8080').set(token, inADay());
    expect(header).toMatch(/^cityevents_refresh=A{43}; Max-Age=86(399|400); Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test('is cleared under the same name and path', () => {
    expect(createRefreshCookie('https://events.example').clear()).toBe(
      '__Host-cityevents_refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict; Secure',
    );
  });

  test('never has a negative Max-Age', () => {
    expect(createRefreshCookie('http://localhost').set(token, new Date(0))).toContain('Max-Age=0;');
  });

  test('is found among others', () => {
    const cookie = createRefreshCookie('http://localhost');
    expect(cookie.read(`theme=dark; cityevents_refresh=${token}; lang=de`)).toBe(token);
    expect(cookie.read(`cityevents_refresh=${token}`)).toBe(token);
  });

  test('is not read where there are two: one was planted', () => {
    const [cookie, other] = [createRefreshCookie('http://localhost'), 'B'.repeat(43)];
    expect(cookie.read(`cityevents_refresh=${token}; cityevents_refresh=${other}`)).toBeNull();
    expect(cookie.read(`cityevents_refresh=short; cityevents_refresh=${token}`)).toBeNull();
  });

  test('is not read from another name, nor with a value we never made', () => {
    const cookie = createRefreshCookie('https://events.example');
    expect(cookie.read(undefined)).toBeNull();
    expect(cookie.read(`cityevents_refresh=${token}`)).toBeNull();
    expect(cookie.read(`x__Host-cityevents_refresh=${token}`)).toBeNull();
    expect(cookie.read('__Host-cityevents_refresh=short')).toBeNull();
    expect(cookie.read(`__Host-cityevents_refresh=${token}A`)).toBeNull();
  });
});
