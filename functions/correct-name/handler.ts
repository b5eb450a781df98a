import { serve } from "../../shared/http/serve.ts";
import { bindingName } from "./binding-name.ts";
import { certificateName } from "./certificate-name.ts";

export const handler = serve(certificateName, bindingName);
