import type { Stored } from '@bos/table/entity';
import { createDeviceStore } from '../../devices/device-store.ts';
import { unitEntity } from '../../units/unit.ts';
import { changeValidity, revokeCredential } from './change-credential.ts';
import { type Credential, isStanding, type StandingCredential } from './credential.ts';
import type { CredentialDependencies } from './credential-steps.ts';
import { createCredentialStore } from './credential-store.ts';
import { issueCredential } from './issue-credential.ts';
import {
  codesOfStay,
  doorsOfStay,
  isFollowed,
  STAY_CLOCK,
  STAY_GRACE,
  type StayAccess,
  stayCredentialId,
} from './stay-access.ts';

export interface FollowStayCommand extends StayAccess {
  readonly at: Date;
  readonly signal: AbortSignal;
}

/**
 * `none`: nobody is to come in. `standing`: a code is planned or works. `withheld`: a person took it back, or a lock refused
 * it, and that stands. `no_locks`: no door on the way takes codes.
 */
export type StayAccessOutcome = 'none' | 'standing' | 'withheld' | 'no_locks';

interface Window {
  readonly from: Date;
  readonly until: Date;
}

function lookOf({ buildingId, at, signal }: FollowStayCommand, credentialId: string) {
  return { buildingId, credentialId, at, signal };
}

async function takeBack(deps: CredentialDependencies, command: FollowStayCommand, codes: readonly Credential[]) {
  for (const { credentialId } of codes.filter(isStanding)) {
    await revokeCredential(deps, { ...lookOf(command, credentialId), revokedBy: STAY_CLOCK });
  }
}

/** What staff gave for the stay beside its own code. The list may be a moment old; the next look sees the rest. */
async function givenByHand(
  deps: CredentialDependencies,
  { buildingId, reservationId, guestIds }: FollowStayCommand,
  own: readonly Credential[],
): Promise<Stored<Credential>[]> {
  const store = createCredentialStore(deps.table);
  const known = new Set(own.map(({ credentialId }) => credentialId));
  const people = new Set([...guestIds, ...own.map(({ userId }) => userId)]);
  const pages = await Promise.all([...people].map((userId) => store.listOfUser(buildingId, userId)));
  return pages
    .flatMap(({ items }) => items)
    .filter((one) => one.reservationId === reservationId && !known.has(one.credentialId));
}

/** What the guest got in place of a lost code: it is the stay's own as much as that one was. */
function isReplacement({ kind, issuedBy, userId }: Credential): boolean {
  return kind === 'code' && issuedBy === userId;
}

/** A code that locks know already cannot begin later than it did. */
function canMoveTo({ placedOn, validFrom }: StandingCredential, { from }: Window, at: Date): boolean {
  return placedOn.length === 0 || from <= at || from.toISOString() <= validFrom;
}

async function moveTo(
  deps: CredentialDependencies,
  command: FollowStayCommand,
  { credentialId, placedOn, validFrom, validUntil }: StandingCredential,
  { from, until }: Window,
): Promise<void> {
  const begins = placedOn.length > 0 ? validFrom : from.toISOString();
  if (begins === validFrom && until.toISOString() === validUntil) return;
  await changeValidity(deps, {
    ...lookOf(command, credentialId),
    validFrom: new Date(begins),
    validUntil: until,
    changedBy: STAY_CLOCK,
  });
}

/** Whatever staff gave for the stay ends with it, and begins no earlier. */
async function confine(deps: CredentialDependencies, command: FollowStayCommand, code: Credential, window: Window) {
  if (!isStanding(code)) return;
  if (!canMoveTo(code, window, command.at)) return takeBack(deps, command, [code]);
  const from = new Date(Math.max(Date.parse(code.validFrom), window.from.getTime()));
  const until = new Date(Math.min(Date.parse(code.validUntil ?? window.until.toISOString()), window.until.getTime()));
  if (until <= from) return takeBack(deps, command, [code]);
  await moveTo(deps, command, code, { from, until });
}

async function issue(
  deps: CredentialDependencies,
  command: FollowStayCommand,
  { from, until }: Window,
  revision: number,
): Promise<StayAccessOutcome> {
  const { buildingId, reservationId, wanted, at } = command;
  if (wanted === undefined || until <= at) return 'none';
  const { userId, unitId } = wanted;
  const [doors, unit, holding] = await Promise.all([
    createDeviceStore(deps.table).doors(buildingId),
    deps.table.get(unitEntity, { buildingId, unitId }),
    deps.locks.locks(buildingId),
  ]);
  const deviceIds = doorsOfStay(doors, unitId, unit?.tower).filter((id) => holding.includes(id));
  if (deviceIds.length === 0) return 'no_locks';
  await issueCredential(deps, {
    buildingId,
    credentialId: stayCredentialId(buildingId, reservationId, revision),
    userId,
    secret: { kind: 'code' },
    deviceIds,
    unitId,
    reservationId,
    validFrom: from,
    validUntil: until,
    issuedBy: STAY_CLOCK,
    at,
  });
  return 'standing';
}

/**
 * Brings the codes of a stay to what the stay is now: plans one for the main guest, moves it with the days, gives another
 * one for another unit or guest, and takes all of them back when nobody is to come in any more. What is on a lock already
 * is owed until the lock has confirmed. The stay decides, not whoever asks: late, twice or once more comes to the same.
 * Two looks at one stay stand in line. Throws what `issueCredential` throws, and PERSON_ERASED.
 */
export async function followStay(deps: CredentialDependencies, command: FollowStayCommand): Promise<StayAccessOutcome> {
  const { wanted, at } = command;
  const codes = await codesOfStay(createCredentialStore(deps.table), command);
  const others = await givenByHand(deps, command, codes);
  if (wanted === undefined) {
    await takeBack(deps, command, [...codes, ...others]);
    return 'none';
  }
  const window = { from: wanted.from, until: new Date(wanted.until.getTime() + STAY_GRACE) };
  const [replacements, given] = [others.filter(isReplacement), others.filter((one) => !isReplacement(one))];
  for (const code of given) await confine(deps, command, code, window);

  const isTheirs = ({ userId, unitId }: Credential) => userId === wanted.userId && unitId === wanted.unitId;
  const own = [...codes, ...replacements];
  const current = own.find(
    (code): code is typeof code & StandingCredential =>
      isStanding(code) && isTheirs(code) && canMoveTo(code, window, at),
  );
  await takeBack(
    deps,
    command,
    own.filter(({ credentialId }) => credentialId !== current?.credentialId),
  );
  if (current !== undefined) {
    await moveTo(deps, command, current, window);
    return 'standing';
  }
  const last = replacements.find(isTheirs) ?? codes.at(-1);
  if (last !== undefined && !isStanding(last) && !isFollowed(last, wanted)) return 'withheld';
  return issue(deps, command, window, codes.length);
}
