import { example } from "../../contract/examples.ts";

/** A program that signs a look-up and a report. A test runs each against a host. */
export type Sample = { readonly language: string; readonly file: string; readonly text: string };

const javascript = `import { createHmac, randomUUID } from "node:crypto";

const { API_URL, WEBHOOK_SECRET, ELIGIBILITY_CODE, CONFIRMATION_NUMBER, STARTS_AT } = process.env;
const key = Buffer.from(WEBHOOK_SECRET.replace(/^whsec_/, ""), "base64");

function signed(content) {
  const id = "msg_" + randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", key).update([id, timestamp, content].join(".")).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": "v1," + signature };
}

// May this code book the ${example.exam} exam? What is signed is GET and the path with its query.
const path = "/v1/test-centers/${example.provider}/eligibility/" + ELIGIBILITY_CODE + "?exam=${example.exam}";
const asked = await fetch(API_URL + path, { headers: signed("GET " + path) });
console.log(asked.status, await asked.text());

// It is booked. What is signed is the body, byte for byte as it is sent.
const body = JSON.stringify({
  type: "appointment.booked",
  occurredAt: new Date().toISOString(),
  data: {
    confirmationNumber: CONFIRMATION_NUMBER,
    eligibilityCode: ELIGIBILITY_CODE,
    exam: "${example.exam}",
    startsAt: STARTS_AT,
    testCenter: { id: "LIS-01", name: "Lisboa", city: "Lisboa", country: "PT", timeZone: "Europe/Lisbon" },
  },
});
const headers = { "content-type": "application/json", ...signed(body) };
const sent = await fetch(API_URL + "/v1/webhooks/${example.provider}", { method: "POST", headers, body });
console.log(sent.status, await sent.text());
`;

const python = `import base64, datetime, hashlib, hmac, json, os, time, urllib.error, urllib.request, uuid

API_URL = os.environ["API_URL"]
CODE = os.environ["ELIGIBILITY_CODE"]
KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


def signed(content):
    id, timestamp = "msg_" + str(uuid.uuid4()), str(int(time.time()))
    mac = hmac.new(KEY, b".".join([id.encode(), timestamp.encode(), content]), hashlib.sha256)
    signature = "v1," + base64.b64encode(mac.digest()).decode()
    return {"webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature}


def send(path, headers, body=None):
    try:
        answer = urllib.request.urlopen(urllib.request.Request(API_URL + path, body, headers))
    except urllib.error.HTTPError as refused:
        answer = refused
    print(answer.status, answer.read().decode())


# May this code book the ${example.exam} exam? What is signed is GET and the path with its query.
path = "/v1/test-centers/${example.provider}/eligibility/" + CODE + "?exam=${example.exam}"
send(path, signed(b"GET " + path.encode()))

# It is booked. What is signed is the body, byte for byte as it is sent.
body = json.dumps({
    "type": "appointment.booked",
    "occurredAt": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
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

const shell = String.raw`KEY=$(printf %s "$WEBHOOK_SECRET" | sed 's/^whsec_//' | base64 -d | od -An -v -tx1 | tr -d ' \n')

signed() {
  id=msg_$(openssl rand -hex 16)
  timestamp=$(date +%s)
  signature=$(printf %s "$id.$timestamp.$1" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)
  printf 'webhook-id: %s\nwebhook-timestamp: %s\nwebhook-signature: v1,%s\n' "$id" "$timestamp" "$signature"
}

# May this code book the ${example.exam} exam? What is signed is GET and the path with its query.
path="/v1/test-centers/${example.provider}/eligibility/$ELIGIBILITY_CODE?exam=${example.exam}"
curl -s -w '\n' "$API_URL$path" -H @<(signed "GET $path")

# It is booked. What is signed is the body, byte for byte as it is sent.
body=$(printf '{"type":"appointment.booked","occurredAt":"%s","data":{"confirmationNumber":"%s",
  "eligibilityCode":"%s","exam":"${example.exam}","startsAt":"%s","testCenter":{"id":"LIS-01","name":"Lisboa",
  "city":"Lisboa","country":"PT","timeZone":"Europe/Lisbon"}}}' \
  "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$CONFIRMATION_NUMBER" "$ELIGIBILITY_CODE" "$STARTS_AT")
curl -s -w '\n' "$API_URL/v1/webhooks/${example.provider}" -H 'content-type: application/json' -H @<(signed "$body") --data-binary "$body"
`;

export const samples: readonly Sample[] = [
  { language: "JavaScript (Node)", file: "report.mjs", text: javascript },
  { language: "Python", file: "report.py", text: python },
  { language: "Bash, with curl and openssl", file: "report.sh", text: shell },
];
