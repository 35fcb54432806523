import { createClient } from '@bos/client/client';
import { operations } from '@bos/client/operations';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { LOCALES, pageLanguage } from '../shared/ui-language.ts';
import { ConsolePage } from './console-page.tsx';
import { Problem } from './problem.tsx';
import { keepToken, readToken } from './session.ts';
import { SignIn } from './sign-in.tsx';
import { TEXTS } from './texts.ts';
import { usePolled } from './use-polled.ts';

const places = { storage: window.sessionStorage, location: window.location, history: window.history };
/** The way back in when a session ends is not to be missed for long. */
const ME_MILLISECONDS = 30_000;

/** Signs in, and out again when the session ends. */
export function ConsoleApp(): ReactNode {
  const language = pageLanguage(navigator.languages);
  const texts = TEXTS[language];
  const [token, setToken] = useState(() => readToken(places));
  const [reason, setReason] = useState<string>();

  function use(next: string | undefined, why?: string): void {
    keepToken(places, next);
    setToken(next);
    setReason(why);
  }

  useEffect(() => {
    document.documentElement.lang = LOCALES[language];
  }, [language]);

  // A link that is opened in this tab changes the fragment only.
  useEffect(() => {
    const onHash = (): void => {
      if (window.location.hash.startsWith('#token=')) setToken(readToken(places));
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);

  if (token === undefined) return <SignIn texts={texts} reason={reason} onToken={(given) => use(given)} />;
  return <SignedIn key={token} token={token} onToken={(given) => use(given)} onEnd={(why) => use(undefined, why)} />;
}

interface SignedInProps {
  readonly token: string;
  readonly onToken: (token: string) => void;
  readonly onEnd: (why?: string) => void;
}

function SignedIn({ token, onToken, onEnd }: SignedInProps): ReactNode {
  const texts = TEXTS[pageLanguage(navigator.languages)];
  const client = useMemo(() => createClient({ token }), [token]);
  const { value: me, error } = usePolled('me', (signal) => client.call(operations.getMe, { signal }), ME_MILLISECONDS);

  const ended = error?.status === 401;
  useEffect(() => {
    if (ended) onEnd(texts.signIn.ended);
  }, [ended, onEnd, texts]);

  if (me === undefined) {
    return (
      <main className="starting">
        {error === undefined ? <p>{texts.loading}</p> : <Problem error={error} texts={texts} />}
      </main>
    );
  }
  if (me.memberships.length === 0) {
    return <SignIn texts={texts} reason={texts.signIn.noBuilding} onToken={onToken} />;
  }
  return <ConsolePage client={client} me={me} onSignOut={() => onEnd()} />;
}
