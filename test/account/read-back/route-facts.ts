import {
  GetApisCommand,
  GetAuthorizerCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CATALOG } from '../../../functions/catalog.ts';
import { physicalName } from '../../../lib/names.ts';
import type { Deployment } from '../deployment.ts';
import type { Facts } from '../facts.ts';
import { isAllowed } from '../rights/policy.ts';
import { callersOf } from './function-facts.ts';

interface ExpectedRoute {
  readonly functionName: string;
  readonly public: boolean;
}

function expectedRoutes(environment: string): Map<string, ExpectedRoute> {
  return new Map(
    CATALOG.flatMap(({ name, trigger }) => {
      if (trigger.kind !== 'http') return [];
      const functionName = physicalName(environment, name);
      return trigger.routes.map((route): [string, ExpectedRoute] => [
        route.routeKey,
        { functionName, public: route.public },
      ]);
    }),
  );
}

async function authorizerFacts(
  ApiId: string,
  AuthorizerId: string,
  { clients, surroundings, tokenAudience }: Deployment,
  facts: Facts,
): Promise<void> {
  const found = await clients.http.send(new GetAuthorizerCommand({ ApiId, AuthorizerId }));
  const { AuthorizerType, IdentitySource, JwtConfiguration } = found;
  facts.same(
    'API: authorizer',
    { AuthorizerType, IdentitySource, issuer: JwtConfiguration?.Issuer, audience: JwtConfiguration?.Audience },
    {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      issuer: surroundings.tokenIssuer,
      audience: [tokenAudience],
    },
  );
}

/** Each route of the catalog leads to its function, public ones alone without a token; and there is no other route. */
export async function routeFacts(deployment: Deployment, facts: Facts): Promise<void> {
  const { clients, settings } = deployment;
  const { http } = clients;
  const { Items: apis = [] } = await http.send(new GetApisCommand({}));
  facts.same(
    'APIs of the account',
    apis.map(({ Name }) => Name),
    [physicalName(settings.environment, 'api')],
  );
  const ApiId = apis[0]?.ApiId ?? '';
  facts.same('API: origins', apis[0]?.CorsConfiguration?.AllowOrigins ?? [], settings.allowedOrigins);
  const { Items: integrations = [] } = await http.send(new GetIntegrationsCommand({ ApiId }));
  const targets = new Map(integrations.map((one) => [`integrations/${one.IntegrationId}`, one]));
  const { Items: routes = [] } = await http.send(new GetRoutesCommand({ ApiId }));

  // One for all routes that ask for a token; the emulator does not list authorizers.
  const [authorizerId = '', ...others] = new Set(routes.flatMap(({ AuthorizerId }) => AuthorizerId || []));
  facts.same('API: further authorizers', others, []);
  await authorizerFacts(ApiId, authorizerId, deployment, facts);

  const expected = expectedRoutes(settings.environment);
  facts.same('API: routes', routes.map(({ RouteKey = '' }) => RouteKey).toSorted(), [...expected.keys()].toSorted());
  for (const { RouteKey = '', AuthorizationType, AuthorizerId, Target = '' } of routes) {
    const route = expected.get(RouteKey);
    facts.same(
      `${RouteKey}: authorizer`,
      { AuthorizationType, AuthorizerId: AuthorizerId || undefined },
      route?.public
        ? { AuthorizationType: 'NONE', AuthorizerId: undefined }
        : { AuthorizationType: 'JWT', AuthorizerId: authorizerId },
    );
    const { IntegrationType, IntegrationUri, PayloadFormatVersion } = targets.get(Target) ?? {};
    facts.same(
      `${RouteKey}: function`,
      { IntegrationType, IntegrationUri, PayloadFormatVersion },
      {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: deployment.arn('lambda', `function:${route?.functionName}`),
        PayloadFormatVersion: '2.0',
      },
    );
  }
  for (const [routeKey, { functionName }] of expected) {
    const callers = await callersOf(deployment, functionName);
    facts.same(
      `${routeKey}: callers`,
      callers.map(({ Principal }) => Principal),
      [{ Service: 'apigateway.amazonaws.com' }],
    );
    // What API Gateway names as the source of a call: the API, its stage, the method, the route’s path.
    const called = (api: string) => ({
      action: 'lambda:InvokeFunction',
      resource: deployment.arn('lambda', `function:${functionName}`),
      context: { 'AWS:SourceArn': deployment.arn('execute-api', `${api}/$default/${routeKey.replace(' ', '')}`) },
    });
    facts.same(
      `${routeKey}: called by this API, by another`,
      [isAllowed(callers, called(ApiId)), isAllowed(callers, called('another'))],
      [true, false],
    );
  }
  const { Items: stages = [] } = await http.send(new GetStagesCommand({ ApiId }));
  facts.same(
    'API: stages',
    stages.map(({ StageName, AutoDeploy }) => ({ StageName, AutoDeploy })),
    [{ StageName: '$default', AutoDeploy: true }],
  );
}
