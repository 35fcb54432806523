import type { FunctionDefinition } from '@bos/kernel/function-definition';
import { type App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CorsHttpMethod, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { addRoutes } from '../constructs/api-routes.ts';
import { BosFunction } from '../constructs/bos-function.ts';
import { vendedLogGroup } from '../constructs/storage-key.ts';
import { addTenantRoles } from '../constructs/tenant-role.ts';
import { physicalName } from '../names.ts';
import { type FunctionCode, functionWiring, type QueueAddress } from '../wiring.ts';
import type { DataResources } from './data-stack.ts';
import { type StackSettings, stackProps } from './stack-settings.ts';

/** Requests a second that the whole API takes, and how many more at once. Limits by person are the API's own. */
const THROTTLE = { rateLimit: 2_000, burstLimit: 1_000 };

/** No path, no address, no user: ids of the request and figures are enough to find the function's own log. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
    authorizerError: '$context.authorizer.error',
    integrationError: '$context.integrationErrorMessage',
  }),
);

export interface ApiStackProps extends StackSettings {
  readonly catalog: readonly FunctionDefinition[];
  readonly data: DataResources;
  readonly code: FunctionCode;
  queue(name: string): QueueAddress;
}

/** The HTTPS API: the routes of the catalog's http functions, closed by default. */
export class ApiStack extends Stack {
  readonly apiId: string;

  constructor(app: App, props: ApiStackProps) {
    super(app, 'Api', stackProps(props, 'api', 'The HTTPS API'));
    const { data, settings } = props;
    const api = new HttpApi(this, 'Http', {
      apiName: physicalName(settings.environment, 'api'),
      createDefaultStage: false,
      ...(settings.allowedOrigins.length > 0 ? { corsPreflight: cors(settings.allowedOrigins) } : {}),
    });
    const authorizer = new HttpJwtAuthorizer('SignedIn', data.tokenIssuer, { jwtAudience: [data.tokenAudience] });
    const wiring = functionWiring(this, props);
    const functions = new Construct(this, 'Functions');
    const served = props.catalog
      .filter(({ trigger }) => trigger.kind === 'http')
      .map((definition) => new BosFunction(functions, { definition, wiring }));
    for (const fn of served) addRoutes(api, fn, authorizer);
    addTenantRoles(this, { settings, functions: served, targets: wiring.targets });
    const stage = this.addStage(api, settings.environment, data.storageKeyArn);
    this.apiId = api.apiId;
    new CfnOutput(this, 'Url', { value: stage.url });
  }

  private addStage(httpApi: HttpApi, environment: string, storageKeyArn: string): HttpStage {
    const logGroup = new LogGroup(this, 'AccessLog', {
      logGroupName: vendedLogGroup(environment, 'api'),
      retention: RetentionDays.THREE_MONTHS,
      encryptionKey: Key.fromKeyArn(this, 'StorageKey', storageKeyArn),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new HttpStage(this, 'Stage', {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: ACCESS_LOG },
    });
  }
}

function cors(allowOrigins: readonly string[]) {
  return {
    allowOrigins: [...allowOrigins],
    allowMethods: [
      CorsHttpMethod.GET,
      CorsHttpMethod.POST,
      CorsHttpMethod.PUT,
      CorsHttpMethod.PATCH,
      CorsHttpMethod.DELETE,
    ],
    allowHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-match'],
    exposeHeaders: ['etag', 'location', 'retry-after', 'x-request-id'],
    maxAge: Duration.hours(1),
  };
}
