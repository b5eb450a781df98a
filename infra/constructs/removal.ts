import { RemovalPolicy } from "aws-cdk-lib";

/** Stays when its stack goes. A first deployment that fails leaves nothing. */
export const keptOnceMade = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
