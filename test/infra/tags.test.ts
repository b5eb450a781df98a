import { expect, test } from "vitest";
import { definitionIn, few, type Resource, synthesize } from "./synthesis.ts";

const labels = { application: "certrail", environment: "test" };

/** CloudFormation's schemas of these give them no tags. */
const untaggable = new Set([
  "AWS::SQS::QueuePolicy",
  "AWS::SES::ConfigurationSetEventDestination",
  "AWS::IAM::Policy",
  "AWS::Lambda::Permission",
  "AWS::Lambda::EventInvokeConfig",
  "AWS::Scheduler::Schedule",
  "AWS::ApiGatewayV2::ApiMapping",
  "AWS::Route53::RecordSet",
  "AWS::SNS::Subscription",
  "AWS::SNS::TopicPolicy",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::UserPoolDomain",
  "AWS::Cognito::UserPoolGroup",
]);

/** The API has its tags in its definition. Not every region tags dashboards. */
const elsewhere = new Set(["AWS::ApiGatewayV2::Api", "AWS::CloudWatch::Dashboard"]);

const withAll = synthesize({
  domain: { name: "api.certs.test", hostedZone: { id: "Z1", name: "certs.test" } },
  alarmAddress: "on-call@example.com",
  monthlyBudget: 100,
});
const withPool = synthesize(
  {
    issuer: undefined,
    audience: undefined,
    claims: undefined,
    userPool: { domainPrefix: "certs", callbackUrls: ["https://app.certs.test/"], logoutUrls: [] },
  },
  few,
);

function tagsOf({ Properties }: Resource): { [name: string]: unknown } {
  const stated = Properties.Tags ?? Properties.UserPoolTags ?? Properties.ResourceTags ?? {};
  if (!Array.isArray(stated)) return Object(stated);
  return Object.fromEntries(stated.map(({ Key, Value }) => [Key, Value]));
}

test.each([
  ["with all settings", withAll],
  ["with a user pool of its own", withPool],
])(
  "everything that can have tags says which application and which environment it is, %s",
  (_, { resources, state }) => {
    for (const [id, resource] of Object.entries({ ...resources, ...state.resources })) {
      if (untaggable.has(resource.Type)) expect(tagsOf(resource), id).toEqual({});
      else if (!elsewhere.has(resource.Type)) expect(tagsOf(resource), `${resource.Type} ${id}`).toMatchObject(labels);
    }
  },
);

test("the API's definition states its tags, because an import removes others", () => {
  const { tags } = definitionIn(withAll.resources);

  expect(tags).toEqual(
    Object.entries(labels).map(([name, value]) => ({ name, "x-amazon-apigateway-tag-value": value })),
  );
});
