import { Pool } from 'undici';
import { z } from 'zod';

/** What a tab got when it renewed its session. */
export interface Renewal {
  /** Null: it is signed out. */
  accessToken: string | null;
  /** Null: the answer left the cookie alone. */
  setCookie: string | null;
  milliseconds: number;
}

const errors = z.array(z.object({ code: z.string() }));
const signedUp = z.object({ data: z.object({ signUp: z.object({ userErrors: errors }) }) });
const renewed = z.object({ data: z.object({ refreshSession: z.object({ accessToken: z.string().nullable() }) }) });

const signUpDocument = 'mutation ($input: SignUpInput!) { signUp(input: $input) { userErrors { code } } }';
const refreshDocument = 'mutation { refreshSession { accessToken userErrors { code } } }';

/**
 * One browser as far as sessions go: its tabs share a cookie, which is replaced by each answer that sets one, in the order
 * in which answers arrive. It says what browsers say of requests made by the page's own scripts.
 */
export class Browser {
  /** As `name=value`. */
  cookie = '';
  readonly #pool: Pool;

  /** @param tabs how many connections it keeps, so that as many requests are under way at once. */
  constructor(publicUrl: string, tabs: number) {
    this.#pool = new Pool(new URL(publicUrl).origin, { connections: tabs, pipelining: 1 });
  }

  /** @throws when the account can't be made. */
  async signUp(email: string): Promise<void> {
    const input = { email, password: `a passphrase for ${email}`, displayName: 'Two Tabs' };
    const { body } = await this.#send({ query: signUpDocument, variables: { input } }, {});
    const { userErrors } = signedUp.parse(body).data.signUp;
    if (userErrors.length > 0) throw new Error(`Signing up was refused: ${userErrors.map(({ code }) => code)}`);
  }

  /**
   * A tab renews the session.
   *
   * @param cookie the one it sends, if it isn't the browser's own.
   * @throws when the answer is no answer to that.
   */
  async renew(cookie = this.cookie): Promise<Renewal> {
    const start = performance.now();
    const { body, setCookie } = await this.#send({ query: refreshDocument }, { cookie });
    const { accessToken } = renewed.parse(body).data.refreshSession;
    return { accessToken, setCookie, milliseconds: performance.now() - start };
  }

  /** The HTTP status that an access token is answered with. */
  async tryAccessToken(accessToken: string): Promise<number> {
    const { status } = await this.#send({ query: '{ __typename }' }, { authorization: `Bearer ${accessToken}` });
    return status;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #send(operation: object, headers: Record<string, string>) {
    const response = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
      body: JSON.stringify(operation),
    });
    const setCookie = [response.headers['set-cookie'] ?? []].flat().at(0) ?? null;
    if (setCookie !== null) this.cookie = setCookie.split(';')[0]!;
    return { status: response.statusCode, body: await response.body.json(), setCookie };
  }
}
