// The walk of walk.mjs in WebKit, as narrow as its window can be.
import { test } from "node:test";
import * as engines from "./engines.mjs";
import { folder, serve } from "./support.mjs";
import { walk } from "./walk.mjs";

test("from the home page to a verdict, in WebKit", { skip: engines.leftOut("WebKit") }, async () => {
  const server = await serve(folder("JALON_SITE")), webkit = await engines.openWebkit(360);
  try {
    await walk(webkit.page, server.url);
  } finally {
    await webkit.close();
    await server.close();
  }
});
