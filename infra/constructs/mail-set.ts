import { Stack } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { ConfigurationSet, EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { MailEvent } from "../../shared/contract/step.ts";
import type { Step } from "../steps.ts";

const sendingEvents: Readonly<Record<MailEvent, EmailSendingEvent>> = {
  bounce: EmailSendingEvent.BOUNCE,
  complaint: EmailSendingEvent.COMPLAINT,
};

/**
 * The configuration set of every e-mail. SES puts its events on the default event bus, and takes no other bus. Our own
 * list of blocked addresses takes the place of the account's suppression list, so that staff can release an address.
 */
export class MailSet extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, steps: readonly Step[]) {
    super(scope, "Mail");
    const set = new ConfigurationSet(this, "Set", { disableSuppressionList: true });
    this.name = set.configurationSetName;
    this.arn = Stack.of(this).formatArn({ service: "ses", resource: "configuration-set", resourceName: this.name });
    const heard = new Set(steps.flatMap(({ trigger }) => ("mail" in trigger ? trigger.mail : [])));
    set.addEventDestination("Events", {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, "Bus", "default")),
      events: [...heard].map((each) => sendingEvents[each]),
    });
  }
}
