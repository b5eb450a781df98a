import { example } from "../../contract/examples.ts";
import { programme } from "../../domain/programme/programme-versions.ts";

/** A program that signs what it sends. A test runs each against a host. */
export type Sample = { readonly language: string; readonly file: string; readonly text: string };

const javascript = `import { createHmac, randomUUID } from "node:crypto";

// NOW is for a local run whose clock was moved.
const now = process.env.NOW ? new Date(process.env.NOW) : new Date();
const key = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ""), "base64");

function signed(content) {
  const id = "msg_" + randomUUID();
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac("sha256", key).update([id, timestamp, content].join(".")).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": "v1," + signature };
}

async function send(path, headers, body) {
  const answer = await fetch(process.env.API_URL + path, { method: body ? "POST" : "GET", headers, body });
  console.log(answer.status, await answer.text());
}
`;

const reportInJavascript = `
const { ELIGIBILITY_CODE, CONFIRMATION_NUMBER, STARTS_AT } = process.env;

// May this code book the ${example.exam} exam? What is signed is GET and the path with its query.
const path = "/v1/test-centers/${example.provider}/eligibility/" + ELIGIBILITY_CODE + "?exam=${example.exam}";
await send(path, signed("GET " + path));

// It is booked. What is signed is the body, byte for byte as it is sent.
const body = JSON.stringify({
  type: "appointment.booked",
  occurredAt: now.toISOString(),
  data: {
    confirmationNumber: CONFIRMATION_NUMBER,
    eligibilityCode: ELIGIBILITY_CODE,
    exam: "${example.exam}",
    startsAt: STARTS_AT,
    testCenter: { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" },
  },
});
await send("/v1/webhooks/${example.provider}", { "content-type": "application/json", ...signed(body) }, body);
`;

const payInJavascript = `
const { ORDER_ID, PAYMENT_ID, AMOUNT } = process.env;

// It is paid. What is signed is the body, byte for byte as it is sent.
const body = JSON.stringify({
  type: "payment.succeeded",
  occurredAt: now.toISOString(),
  data: { orderId: ORDER_ID, paymentId: PAYMENT_ID, amount: Number(AMOUNT), currency: "${programme.currency}" },
});
await send("/v1/webhooks/payments", { "content-type": "application/json", ...signed(body) }, body);
`;

const python = `import base64, datetime, hashlib, hmac, json, os, urllib.error, urllib.request, uuid

UTC = datetime.timezone.utc
# NOW is for a local run whose clock was moved.
MOVED = os.environ.get("NOW", "").replace("Z", "+00:00")
NOW = datetime.datetime.fromisoformat(MOVED) if MOVED else datetime.datetime.now(UTC)
OCCURRED_AT = NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


def signed(content):
    id, timestamp = "msg_" + str(uuid.uuid4()), str(int(NOW.timestamp()))
    mac = hmac.new(KEY, b".".join([id.encode(), timestamp.encode(), content]), hashlib.sha256)
    signature = "v1," + base64.b64encode(mac.digest()).decode()
    return {"webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature}


def send(path, headers, body=None):
    try:
        answer = urllib.request.urlopen(urllib.request.Request(os.environ["API_URL"] + path, body, headers))
    except urllib.error.HTTPError as refused:
        answer = refused
    print(answer.status, answer.read().decode())

`;

const reportInPython = `
CODE = os.environ["ELIGIBILITY_CODE"]

# May this code book the ${example.exam} exam? What is signed is GET and the path with its query.
path = "/v1/test-centers/${example.provider}/eligibility/" + CODE + "?exam=${example.exam}"
send(path, signed(b"GET " + path.encode()))

# It is booked. What is signed is the body, byte for byte as it is sent.
body = json.dumps({
    "type": "appointment.booked",
    "occurredAt": OCCURRED_AT,
    "data": {
        "confirmationNumber": os.environ["CONFIRMATION_NUMBER"],
        "eligibilityCode": CODE,
        "exam": "${example.exam}",
        "startsAt": os.environ["STARTS_AT"],
        "testCenter": {"id": "LIS-01", "name": "Lisboa", "city": "Lisboa", "country": "PT", "timeZone": "Europe/Lisbon"},
    },
}).encode()
send("/v1/webhooks/${example.provider}", {"content-type": "application/json", **signed(body)}, body)
`;

const payInPython = `
# It is paid. What is signed is the body, byte for byte as it is sent.
body = json.dumps({
    "type": "payment.succeeded",
    "occurredAt": OCCURRED_AT,
    "data": {
        "orderId": os.environ["ORDER_ID"],
        "paymentId": os.environ["PAYMENT_ID"],
        "amount": int(os.environ["AMOUNT"]),
        "currency": "${programme.currency}",
    },
}).encode()
send("/v1/webhooks/payments", {"content-type": "application/json", **signed(body)}, body)
`;

const shell = String.raw`KEY=$(printf %s "$WEBHOOK_SECRET" | sed 's/^whsec_//' | base64 -d | od -An -v -tx1 | tr -d ' \n')

# NOW is for a local run whose clock was moved. It needs the date of GNU.
now() {
  date -u ${"$"}{NOW:+-d "$NOW"} "$1"
}

signed() {
  id=msg_$(openssl rand -hex 16)
  timestamp=$(now +%s)
  signature=$(printf %s "$id.$timestamp.$1" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
  printf 'webhook-id: %s\nwebhook-timestamp: %s\nwebhook-signature: v1,%s\n' "$id" "$timestamp" "$signature"
}

send() {
  curl -s -w '\n' "$API_URL$1" -H 'content-type: application/json' -H @<(signed "$2") --data-binary "$2"
}
`;

const reportInShell = String.raw`
# May this code book the ${example.exam} exam? What is signed is GET and the path with its query.
path="/v1/test-centers/${example.provider}/eligibility/$ELIGIBILITY_CODE?exam=${example.exam}"
curl -s -w '\n' "$API_URL$path" -H @<(signed "GET $path")

# It is booked. What is signed is the body, byte for byte as it is sent.
body=$(printf '{"type":"appointment.booked","occurredAt":"%s","data":{"confirmationNumber":"%s",
  "eligibilityCode":"%s","exam":"${example.exam}","startsAt":"%s","testCenter":{"id":"LIS-01","name":"Lisboa",
  "city":"Lisboa","country":"PT","timeZone":"Europe/Lisbon"}}}' \
  "$(now +%Y-%m-%dT%H:%M:%SZ)" "$CONFIRMATION_NUMBER" "$ELIGIBILITY_CODE" "$STARTS_AT")
send /v1/webhooks/${example.provider} "$body"
`;

const payInShell = `
# It is paid. What is signed is the body, byte for byte as it is sent.
body=$(printf '{"type":"payment.succeeded","occurredAt":"%s","data":{"orderId":"%s","paymentId":"%s",
  "amount":%s,"currency":"${programme.currency}"}}' "$(now +%Y-%m-%dT%H:%M:%SZ)" "$ORDER_ID" "$PAYMENT_ID" "$AMOUNT")
send /v1/webhooks/payments "$body"
`;

/** For a test centre: a look-up and a booking. */
export const samples: readonly Sample[] = [
  { language: "JavaScript (Node)", file: "report.mjs", text: javascript + reportInJavascript },
  { language: "Python", file: "report.py", text: python + reportInPython },
  { language: "Bash, with curl and openssl", file: "report.sh", text: shell + reportInShell },
];

/** For a payment provider: a payment. */
export const paymentSamples: readonly Sample[] = [
  { language: "JavaScript (Node)", file: "pay.mjs", text: javascript + payInJavascript },
  { language: "Python", file: "pay.py", text: python + payInPython },
  { language: "Bash, with curl and openssl", file: "pay.sh", text: shell + payInShell },
];
