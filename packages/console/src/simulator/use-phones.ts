import type { SimulatedPerson } from '@bos/embedded/simulator/phone-message';
import { useEffect, useState } from 'react';
import { type Chats, chatsOf, withMessage } from './chats.ts';
import { followPhones, listPeople } from './simulator-api.ts';

export interface Phones {
  /** Undefined until they are known. */
  readonly people: readonly SimulatedPerson[] | undefined;
  readonly chats: Chats;
  /** The telephone on which the building is typing. */
  readonly typing: string | undefined;
  readonly connected: boolean;
}

/** WhatsApp shows that somebody types for so long, unless a message ends it. */
const TYPING_MILLISECONDS = 25_000;
const ASK_AGAIN_MILLISECONDS = 2_000;

/** The people and their telephones, live. */
export function usePhones(): Phones {
  const [people, setPeople] = useState<readonly SimulatedPerson[]>();
  const [chats, setChats] = useState<Chats>(new Map());
  const [typing, setTyping] = useState<string>();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    let timer = 0;
    const ask = (): void => {
      listPeople().then(setPeople, () => {
        setConnected(false);
        timer = window.setTimeout(ask, ASK_AGAIN_MILLISECONDS);
      });
    };
    ask();
    return () => window.clearTimeout(timer);
  }, []);

  useEffect(() => {
    let timer = 0;
    const stop = followPhones({
      connected: setConnected,
      history: (messages) => setChats(chatsOf(messages)),
      message: (message) => {
        if (message.sender === 'business') setTyping((phone) => (phone === message.phone ? undefined : phone));
        setChats((before) => withMessage(before, message));
      },
      typing: (phone) => {
        setTyping(phone);
        window.clearTimeout(timer);
        timer = window.setTimeout(() => setTyping(undefined), TYPING_MILLISECONDS);
      },
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, []);

  return { people, chats, typing, connected };
}
