import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Moto, startMoto } from './moto.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto?.stop());

test('moto signs people in, with tokens whose signature its published keys verify', async () => {
  const client = new CognitoIdentityProviderClient({
    endpoint: moto.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'console' }));
  const Username = 'somebody';
  const Password = 'Long-enough-1';
  await client.send(new AdminCreateUserCommand({ UserPoolId, Username }));
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  const { AuthenticationResult } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId: UserPoolClient?.ClientId ?? '',
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  );
  const keys = createRemoteJWKSet(new URL(`${moto.endpoint}/${UserPoolId}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(AuthenticationResult?.AccessToken ?? '', keys);
  expect(payload).toMatchObject({ client_id: UserPoolClient?.ClientId, token_use: 'access' });
  client.destroy();
});
