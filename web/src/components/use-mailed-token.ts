import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';

/** The token in the fragment of a mailed link's address (`#token=…`); null when there is none. */
export function tokenIn(fragment: string): string | null {
  return /^#token=([\w-]+)$/.exec(fragment)?.[1] ?? null;
}

/**
 * The token that a mailed link brought; null without one. It is taken out of the address at once: neither the history
 * nor whoever looks at the screen has any use for it.
 */
export function useMailedToken(): string | null {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const inAddress = tokenIn(hash);
  const [token, setToken] = useState(inAddress);
  useEffect(() => {
    if (inAddress === null) return;
    // Another link may have been opened in the same page.
    setToken(inAddress);
    void navigate({ hash: '' }, { replace: true });
  }, [inAddress, navigate]);
  return token;
}
