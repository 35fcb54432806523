import { Validations } from 'aws-cdk-lib';
import {
  type HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { BosFunction } from './bos-function.ts';

const METHODS = new Map<string, HttpMethod>(Object.values(HttpMethod).map((method) => [method, method]));

/** Splits `GET /v1/buildings/{buildingId}`. Throws for anything else. */
function parseRouteKey(routeKey: string): { method: HttpMethod; path: string } {
  const [name = '', path = '', ...rest] = routeKey.split(' ');
  const method = METHODS.get(name);
  if (method === undefined || !path.startsWith('/') || rest.length > 0) throw new Error(`No route key: ${routeKey}`);
  return { method, path };
}

/**
 * Routes of one function: all share one integration and one permission, which API Gateway would otherwise want for
 * every route. Public ones stand open, for they check their caller themselves.
 */
export function addRoutes(api: HttpApi, fn: BosFunction, authorizer: IHttpRouteAuthorizer): void {
  const { trigger, name } = fn.definition;
  if (trigger.kind !== 'http') throw new Error(`${name} answers no http.`);
  const integration = new HttpLambdaIntegration(name, fn.lambda, { scopePermissionToRoute: false });
  for (const route of trigger.routes) {
    const { method, path } = parseRouteKey(route.routeKey);
    const added = api.addRoutes({
      path,
      methods: [method],
      integration,
      authorizer: route.public ? new HttpNoneAuthorizer() : authorizer,
    });
    if (route.public) added.forEach(acknowledgePublic);
  }
}

function acknowledgePublic(route: HttpRoute): void {
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: 'The catalog says that it is public: it verifies a signature of its own, or tells nothing of anybody.',
  });
}
