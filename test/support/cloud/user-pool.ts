import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';

export interface SignedIn {
  readonly accessToken: string;
  readonly idToken: string;
}

/** Cognito, as moto plays it. All its pools sign with one key: what parts them is the issuer. */
export interface UserPool {
  readonly issuer: string;
  readonly keysUrl: string;
  readonly clientId: string;
  /** Makes somebody known and gives their subject. */
  signUp(email: string): Promise<string>;
  /** Through this client of the pool, or another. */
  signIn(email: string, clientId?: string): Promise<SignedIn>;
  addClient(name: string): Promise<string>;
  close(): void;
}

/** Made anew for each pool: it leaves this process for no other than the engine. */
const PASSWORD = `Aa1!${randomUUID()}`;

/**
 * Makes a pool whose people sign in with their e-mail address and are made known by an administrator, as the stacks
 * have it. One thing differs: the stacks let nobody in without SRP and a second factor, and moto checks neither, so that
 * the administrator's sign-in by password stands for both.
 */
export async function createUserPool(endpoint: string, region: string): Promise<UserPool> {
  const cognito = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { UserPool: pool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      UsernameAttributes: ['email'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    }),
  );
  const UserPoolId = pool?.Id;
  if (UserPoolId === undefined) throw new Error('Cognito made no pool');

  async function addClient(name: string): Promise<string> {
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: name,
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      }),
    );
    return UserPoolClient?.ClientId ?? '';
  }

  const clientId = await addClient('console');
  return {
    issuer: `https://cognito-idp.${region}.amazonaws.com/${UserPoolId}`,
    keysUrl: `${endpoint}/${UserPoolId}/.well-known/jwks.json`,
    clientId,
    addClient,
    async signUp(email) {
      const { User } = await cognito.send(
        new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: 'SUPPRESS' }),
      );
      await cognito.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: PASSWORD, Permanent: true }),
      );
      const subject = User?.Attributes?.find(({ Name }) => Name === 'sub')?.Value;
      if (subject === undefined) throw new Error(`${email} got no subject`);
      return subject;
    },
    async signIn(email, through = clientId) {
      const { AuthenticationResult } = await cognito.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId: through,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: email, PASSWORD },
        }),
      );
      const { AccessToken: accessToken, IdToken: idToken } = AuthenticationResult ?? {};
      if (accessToken === undefined || idToken === undefined) throw new Error(`${email} was not let in`);
      return { accessToken, idToken };
    },
    close: () => cognito.destroy(),
  };
}
