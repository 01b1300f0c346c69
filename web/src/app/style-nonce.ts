/** What styles made by scripts must carry, or the page's Content-Security-Policy leaves them out. The gateway gives it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
