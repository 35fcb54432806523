import { type ReactNode, useState } from 'react';
import { Icon } from '../shared/icons.tsx';
import type { Texts } from './texts-shape.ts';

interface SignInProps {
  readonly texts: Texts;
  /** Why somebody is here who was signed in before. */
  readonly reason?: string | undefined;
  readonly onToken: (token: string) => void;
}

export function SignIn({ texts, reason, onToken }: SignInProps): ReactNode {
  const [token, setToken] = useState('');
  return (
    <main className="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== '') onToken(token.trim());
        }}
      >
        <span className="brand-mark">
          <Icon name="building" />
        </span>
        <h1>{texts.signIn.title}</h1>
        {reason !== undefined && (
          <p className="problem" role="alert">
            {reason}
          </p>
        )}
        <p>{texts.signIn.lead}</p>
        <label>
          {texts.signIn.or}
          <input
            type="password"
            autoComplete="off"
            aria-label={texts.signIn.token}
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <button type="submit" className="button primary" disabled={token.trim() === ''}>
          {texts.signIn.submit}
        </button>
      </form>
    </main>
  );
}
