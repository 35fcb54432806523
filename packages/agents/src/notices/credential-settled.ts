import { codeStatus } from '@bos/buildings/access/credentials/change-credential';
import type { Credential } from '@bos/buildings/access/credentials/credential';
import { createCredentialStore } from '@bos/buildings/access/credentials/credential-store';
import { STAY_CLOCK } from '@bos/buildings/access/credentials/stay-access';
import type { Language } from '@bos/kernel/language';
import { localTime } from '@bos/kernel/time-zone';
import type { Table } from '@bos/table/table';
import { deviceNames } from '../wording/device-names.ts';
import { type PersonPhrase, personPhrase } from './person-phrases.ts';
import { type NewsText, type Told, tellPerson } from './tell-person.ts';

export interface CredentialNews {
  readonly buildingId: string;
  readonly credentialId: string;
  /** The locks answered while it was being asked for: whoever asked has had their answer. */
  readonly atOnce: boolean;
  readonly at: Date;
}

interface News {
  readonly phrase: Extract<PersonPhrase, `${string}Works` | `${string}Gone` | 'accessFailed'>;
  readonly since: string;
}

/** What there is to say of it; undefined where its person knows, or has nothing to do with how it stands. */
function newsOf(credential: Credential, { at, atOnce }: CredentialNews): News | undefined {
  const { kind, userId, issuedBy } = credential;
  const theirs = (by: string): boolean => atOnce && by === userId;
  switch (credential.status) {
    case 'active':
      // Its time may have run out while the news waited.
      if (theirs(issuedBy) || codeStatus(credential, at).kind !== 'works') return undefined;
      return { phrase: kind === 'code' ? 'codeWorks' : 'tagWorks', since: credential.activatedAt };
    case 'revoked':
      // Who has left, or moved to another unit, knows.
      if (theirs(credential.endedBy) || credential.endedBy === STAY_CLOCK) return undefined;
      return { phrase: kind === 'code' ? 'codeGone' : 'tagGone', since: credential.endedAt };
    case 'failed':
      return { phrase: 'accessFailed', since: credential.endedAt };
    case 'pending':
    case 'ending':
    case 'expired':
      return undefined;
  }
}

function untilOf({ validUntil }: Credential, language: Language, timeZone: string): string {
  if (validUntil === undefined) return personPhrase('openEnded', language);
  const { date, time } = localTime(new Date(validUntil), timeZone);
  return personPhrase('untilTime', language, { date: date.split('-').reverse().join('/'), time });
}

/**
 * Tells somebody that every lock has confirmed their code or tag, or that it is gone. The inbox never holds a code: it goes
 * to their own channel alone, and only while it works.
 */
export async function tellOfCredential(table: Table, command: CredentialNews): Promise<Told> {
  const { buildingId, credentialId, at } = command;
  const credential = await createCredentialStore(table).get(buildingId, credentialId);
  const news = credential && newsOf(credential, command);
  if (credential === undefined || news === undefined) return 'absent';
  const { userId, deviceIds } = credential;
  const names = await deviceNames(table, buildingId, deviceIds);
  const status = codeStatus(credential, at);

  return tellPerson(table, {
    buildingId,
    userId,
    name: [news.phrase, credentialId],
    urgency: news.phrase === 'accessFailed' ? 'urgent' : 'normal',
    happenedAt: new Date(news.since),
    text(language, timeZone): NewsText {
      const parts = { locks: names.join(', '), until: untilOf(credential, language, timeZone) };
      const title = personPhrase(news.phrase, language);
      const body = personPhrase(`${news.phrase}Body`, language, parts);
      if (news.phrase !== 'codeWorks' || status.kind !== 'works') return { title, body };
      const { secret } = status;
      const message = personPhrase('codeWorksMessage', language, { ...parts, code: secret });
      return { title, body, message, secrets: [secret] };
    },
    at,
  });
}
