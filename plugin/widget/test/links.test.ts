import assert from "node:assert/strict";
import { test } from "node:test";
import { siteUrl, textDirective, webUrl } from "../src/ui/dialog/links.ts";

const root = "https://example.org/docs/";

test("only web addresses of the site's own origin are links to passages", () => {
  assert.equal(siteUrl("https://example.org/docs/a/#b", root), "https://example.org/docs/a/#b");
  assert.equal(siteUrl("a/#b", root), "https://example.org/docs/a/#b");
  for (const url of ["javascript:alert(1)", "data:text/html,x", "https://example.com/", "//example.com/a", "https://"]) {
    assert.equal(siteUrl(url, root), undefined, url);
  }
});

test("the author's way out may lead to another origin, but only by http", () => {
  assert.equal(webUrl("https://example.com/issues", root), "https://example.com/issues");
  assert.equal(webUrl("javascript:alert(1)", root), undefined);
});

test("a short quotation is the whole directive", () => {
  assert.equal(textDirective("Set UV_CACHE_DIR, or --cache-dir"), "text=Set%20UV_CACHE_DIR%2C%20or%20%2D%2Dcache%2Ddir");
});

test("a long one is named by its first and its last words", () => {
  const words = Array.from({ length: 40 }, (_, index) => `w${index}`);
  assert.equal(textDirective(words.join(" ")), "text=w0%20w1%20w2%20w3%20w4%20w5,w34%20w35%20w36%20w37%20w38%20w39");
});

test("the ends of a list or table stand in one item or cell each", () => {
  assert.equal(textDirective("Name\tDefault\nretries\t3"), "text=Name,3");
  assert.equal(textDirective(" \n\t"), "");
});
