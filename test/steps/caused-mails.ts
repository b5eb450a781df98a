import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Message, messageOf } from "../../shared/mail/message.ts";
import { client, tableName } from "../../shared/store/core/client.ts";
import { keyOf } from "../../shared/store/core/entity.ts";
import { announced } from "../../shared/store/history/announced.ts";

/** The e-mails of a thing's events, as the table's stream delivers them, oldest first. */
export async function causedMails(kind: string, id: string): Promise<Message[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": keyOf(kind, id).pk },
      ConsistentRead: true,
    }),
  );
  const events = (answer.Items ?? []).flatMap((item) => {
    if (item.event === undefined || item.mail === undefined) return [];
    return announced({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } });
  });
  const inOrder = events.sort(({ event: one }, { event: other }) => (one.at < other.at ? -1 : 1));
  return inOrder.flatMap(({ event, notifications }) => notifications.map((each) => messageOf(each, event.at)));
}
