// Drops the text of the library's sources from a source map.
import { readFileSync, writeFileSync } from "node:fs";

const name = process.argv[2];
const map = JSON.parse(readFileSync(name));
map.sourcesContent = map.sourcesContent.map((text, i) => (map.sources[i].startsWith("~lib/") ? null : text));
writeFileSync(name, JSON.stringify(map));
