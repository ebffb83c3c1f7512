// The walk of walk.mjs in Firefox, on a desk.
import { test } from "node:test";
import * as engines from "./engines.mjs";
import { folder, serve } from "./support.mjs";
import { walk } from "./walk.mjs";

test("from the home page to a verdict, in Firefox", { skip: engines.leftOut("Firefox") }, async () => {
  const server = await serve(folder("JALON_SITE")), firefox = await engines.openFirefox(1280);
  try {
    await walk(firefox.page, server.url);
  } finally {
    await firefox.close();
    await server.close();
  }
});
