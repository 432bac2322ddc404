// Files and documents of any size at the speed of a socket: nothing is made or looked at while they go. GET answers a report of
// `?bytes=N`, POST takes an upload and throws it away, and POST to an inventory answers one of `/elements/N/`. Prints its port.
import { createServer } from "node:net";

const mebibyte = Buffer.alloc(1024 * 1024, "0123456789abcdef");

/** The pieces of a report: its beginning tells what it is. */
function* report(bytes) {
  const first = Buffer.from(mebibyte);
  first.write("%PDF-1.7\n");
  for (let left = bytes, piece = first; left > 0; left -= piece.length, piece = mebibyte)
    yield left < piece.length ? piece.subarray(0, left) : piece;
}

/** So many different elements come round again and again. */
const different = 4096;

function element(number) {
  const father = number.toString(16).padStart(8, "0").repeat(4);
  return JSON.stringify({
    father_uuid: father,
    father_name: `host-${number % 997}.prod.example.com`,
    type: "check_host",
    check_name: `Disk usage of /var/lib/volume-${number}`,
    check_uuid: `${father}-${number.toString(16).padStart(8, "0").repeat(4)}`,
    status: number % 7,
    last_check: 1_795_000_000 + number,
    output: `OK - ${number} MiB of 81920 MiB used, 98 % of the inodes are free`,
  });
}

let block;

/** @returns {{ bytes: number, pieces: () => Iterable<Buffer> }} */
function inventory(elements) {
  block ??= Buffer.from(Array.from({ length: different }, (_, index) => `${element(index)},`).join(""));
  const blocks = Math.floor(elements / different);
  const head = Buffer.from('{"elements_found":[');
  const tail = Buffer.from(`${element(0)}]}`);
  return {
    bytes: head.length + blocks * block.length + tail.length,
    *pieces() {
      yield head;
      for (let index = 0; index < blocks; index += 1) yield block;
      yield tail;
    },
  };
}

const imported = JSON.stringify({
  Status: "OK",
  Imports: [{ Filename: "bench.rpz", Status: "OK", GUID: "3c604da1-9a3e-4c77-bff1-4ceaac9e6b33" }],
});

function drained(socket) {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("drain", done).off("close", done);
      resolve();
    };
    socket.on("drain", done).on("close", done);
  });
}

function serve(socket) {
  let head = "";
  /** Bytes of a request's body that are still to come, and what is done behind them. */
  let left = 0;
  let then = () => {};
  socket.on("error", () => {});

  async function answer(type, bytes, pieces) {
    const headers = `Content-Type: ${type}\r\nContent-Length: ${bytes}\r\nETag: "1"`;
    socket.write(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`);
    for (const piece of pieces) {
      if (socket.destroyed) return;
      if (!socket.write(piece)) await drained(socket);
    }
  }

  function take(request) {
    const number = (pattern) => Number(pattern.exec(request)?.[1] ?? 0);
    if (/^GET/.test(request)) {
      const bytes = number(/\/bytes\/(\d+)\//);
      return answer("application/pdf", bytes, report(bytes));
    }
    if (/expect: *100/i.test(request)) socket.write("HTTP/1.1 100 Continue\r\n\r\n");
    const elements = number(/\/elements\/(\d+)\//);
    const { bytes, pieces } =
      elements > 0 ? inventory(elements) : { bytes: imported.length, pieces: () => [Buffer.from(imported)] };
    left = number(/content-length: *(\d+)/i);
    then = () => answer("application/json", bytes, pieces());
  }

  socket.on("data", (data) => {
    let body = data;
    if (left === 0) {
      head += data.toString("latin1");
      const end = head.indexOf("\r\n\r\n") + 4;
      if (end < 4) return;
      const request = head.slice(0, end);
      body = head.slice(end);
      head = "";
      void take(request);
      if (left === 0) return;
    }
    left -= body.length;
    if (left === 0) void then();
  });
}

const server = createServer({ noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ http: server.address().port })));
process.stdin.resume().on("end", () => process.exit());
