import type { SendCommand } from '@bos/embedded/simulator/phone-message';
import { type ReactNode, useState } from 'react';
import { useTexts } from './page-language.ts';
import { PersonList } from './person-list.tsx';
import { Phone } from './phone.tsx';
import { SidePanel } from './side-panel.tsx';
import { SimulatorError, send } from './simulator-api.ts';
import { usePhones } from './use-phones.ts';

/** The whole page: people on the left, a telephone, things to try. */
export function SimulatorPage(): ReactNode {
  const texts = useTexts();
  const { people, chats, typing, connected } = usePhones();
  const [selectedId, setSelectedId] = useState(() => window.location.hash.slice(1));
  const [notice, setNotice] = useState<string>();

  const person = people?.find(({ id }) => id === selectedId) ?? people?.[0];

  function select(id: string): void {
    setNotice(undefined);
    setSelectedId(id);
    window.history.replaceState(null, '', `#${id}`);
  }

  async function say(command: Omit<SendCommand, 'from'>): Promise<void> {
    if (person === undefined) return;
    setNotice(undefined);
    try {
      const { webhookStatus } = await send({ ...command, from: person.id });
      if (webhookStatus === 0) setNotice(texts.unreachable);
      else if (webhookStatus !== 200) setNotice(texts.refused(webhookStatus));
    } catch (error) {
      setNotice(error instanceof SimulatorError ? `${texts.failed} (${error.message})` : texts.noConnection);
    }
  }

  return (
    <div className="page">
      <div className="left">
        <header>
          <h1>{texts.title}</h1>
          <p>{texts.lead}</p>
        </header>
        {people !== undefined && <PersonList people={people} chats={chats} selectedId={person?.id} onSelect={select} />}
      </div>
      <main>
        {person === undefined ? (
          <p className="empty">{statusText(texts, people?.length, connected)}</p>
        ) : (
          <Phone
            person={person}
            chat={chats.get(person.phone) ?? []}
            typing={typing === person.phone}
            notice={connected ? notice : texts.noConnection}
            onSay={(spoken) => void say(spoken)}
            onTap={(messageId, buttonId) => void say({ selection: { messageId, buttonId } })}
            onRefuse={setNotice}
          />
        )}
      </main>
      {person !== undefined && <SidePanel person={person} chats={chats} onSay={(spoken) => void say(spoken)} />}
    </div>
  );
}

function statusText(texts: ReturnType<typeof useTexts>, people: number | undefined, connected: boolean): string {
  if (!connected) return texts.noConnection;
  return people === undefined ? texts.loading : texts.noPeople;
}
