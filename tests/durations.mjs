// A reporter of node's test runner. In: its events. Out: a line for each test that ends, how long it took and where it is, to be sorted.
import path from "node:path";

export default async function* durations(events) {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details.type === "suite") continue;
    const seconds = (data.details.duration_ms / 1000).toFixed(1).padStart(7);
    yield `${seconds} s  ${path.basename(data.file ?? "")}: ${data.name}\n`;
  }
}
