// Checks objects, a JSON array on standard input, against the schemas that Kubernetes publishes, as the package kubernetes-models
// has them. Prints the faults of each as JSON. Run in a folder where that package is installed.
//
// The schemas allow fields that they do not know, which the API server refuses. A validator reads each field that it knows; so a
// field that was not read is unknown.
import { validate } from "kubernetes-models/_schemas/IoK8sApiBatchV1Job";

function watch(value, path, unread) {
  if (value === null || typeof value !== "object") return value;
  const parts = Object.entries(value).map(([key, part]) => [key, watch(part, `${path}/${key}`, unread)]);
  if (Array.isArray(value)) return parts.map(([, part]) => part);
  for (const [key] of parts) unread.add(`${path}/${key}`);
  return new Proxy(Object.fromEntries(parts), {
    get(target, key) {
      unread.delete(`${path}/${String(key)}`);
      return target[key];
    },
  });
}

let text = "";
for await (const chunk of process.stdin) text += chunk;
const faults = JSON.parse(text).map((object) => {
  const unread = new Set();
  validate(watch(object, "", unread));
  const known = (validate.errors ?? []).map((e) => `${e.instancePath}: ${e.keyword} ${JSON.stringify(e.params)}`);
  return [...known, ...[...unread].map((path) => `${path}: unknown field`)];
});
console.log(JSON.stringify(faults));
