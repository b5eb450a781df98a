import { CfnOutput, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";
import type { TokenRules } from "./api-definition.ts";

export type UserPoolProps = {
  readonly userPool: NonNullable<Settings["userPool"]>;
  readonly staffGroup: string;
  readonly removalPolicy: RemovalPolicy;
};

/** A user pool with a group for staff, a sign-in page, and a client for the front end. Answers the rules for its tokens. */
export function createUserPool(scope: Construct, { userPool, staffGroup, removalPolicy }: UserPoolProps): TokenRules {
  const pool = poolIn(scope, removalPolicy);
  const group = new CfnUserPoolGroup(scope, "Staff", {
    userPoolId: pool.userPoolId,
    groupName: staffGroup,
    description: "Members of staff of the programme",
  });
  group.applyRemovalPolicy(removalPolicy);
  const { domainPrefix } = userPool;
  const signIn = pool.addDomain("SignIn", { cognitoDomain: { domainPrefix } });
  signIn.applyRemovalPolicy(removalPolicy);
  const client = clientOf(pool, userPool);
  client.applyRemovalPolicy(removalPolicy);
  const { userPoolClientId: clientId } = client;
  const issuer = pool.userPoolProviderUrl;
  new CfnOutput(scope, "Issuer", { value: issuer, description: "The issuer of the user pool" });
  new CfnOutput(scope, "ClientId", { value: clientId, description: "The front end's client id" });
  new CfnOutput(scope, "SignInPage", { value: signIn.baseUrl(), description: "The address of the sign-in page" });
  const stack = Stack.of(scope);
  return { issuer: stack.exportValue(issuer), audience: [stack.exportValue(clientId)] };
}

/** People sign in with their address. They change it only by proving the new one, because gifts go to a proved address. */
function poolIn(scope: Construct, removalPolicy: RemovalPolicy): UserPool {
  const pool = new UserPool(scope, "UserPool", {
    selfSignUpEnabled: true,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    keepOriginal: { email: true },
    standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { sms: false, otp: true },
    deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
    removalPolicy,
  });
  Validations.of(pool).acknowledge(
    { id: "AwsSolutions-COG2", reason: "Candidates choose a second factor themselves. Staff can be made to." },
    { id: "AwsSolutions-COG8", reason: "The Plus plan with its threat protection costs for each user." },
  );
  return pool;
}

/** The authorization code grant of a public client, which proves its requests with PKCE (RFC 7636). */
function clientOf(pool: UserPool, { callbackUrls, logoutUrls }: UserPoolProps["userPool"]): UserPoolClient {
  return pool.addClient("FrontEnd", {
    generateSecret: false,
    preventUserExistenceErrors: true,
    // For operators with AWS credentials, before there is a front end.
    authFlows: { adminUserPassword: true },
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls,
      logoutUrls,
    },
  });
}
