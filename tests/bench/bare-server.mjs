// The base of B12's start: what Node alone needs before it answers.
import { createServer } from "node:http";

createServer((_request, response) => response.end("{}")).listen(Number(process.env.PORT), "127.0.0.1");
