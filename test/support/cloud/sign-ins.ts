import { DEMO_PEOPLE } from '@bos/embedded/demo/demo-people';
import type { UserPool } from './user-pool.ts';

/** The people of the demo in Cognito, and somebody who is in no building. */
export interface SignIns {
  /** The subject of each person of the demo, by their id. */
  readonly subjects: Readonly<Record<string, string>>;
  /** An access token of somebody who has this role in the demo building. */
  token(role: string): Promise<string>;
  strangersToken(): Promise<string>;
}

const STRANGER = 'stranger';
const emailOf = (userId: string): string => `${userId}@example.com`;

export async function signUpDemo(pool: UserPool): Promise<SignIns> {
  const [pairs] = await Promise.all([
    Promise.all(DEMO_PEOPLE.map(async ({ userId }) => [userId, await pool.signUp(emailOf(userId))] as const)),
    pool.signUp(emailOf(STRANGER)),
  ]);
  const accessToken = async (userId: string): Promise<string> => (await pool.signIn(emailOf(userId))).accessToken;
  return {
    subjects: Object.fromEntries(pairs),
    async token(role) {
      const person = DEMO_PEOPLE.find((candidate) => candidate.role === role);
      if (person === undefined) throw new RangeError(`nobody of the demo has the role ${role}`);
      return accessToken(person.userId);
    },
    strangersToken: () => accessToken(STRANGER),
  };
}
