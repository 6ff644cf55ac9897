/** Discord's IP discovery: type, length of the rest, ssrc, 64 bytes of address ended by a zero, port; big-endian. */
const LENGTH = 74;
const REQUEST = 1;
const RESPONSE = 2;
const REST_LENGTH = 70;
const ADDRESS_AT = 8;
const PORT_AT = 72;

/** The ssrc that asks for its address, or `undefined` when the datagram is something else. */
export function parseDiscovery(datagram: Buffer): number | undefined {
  const asked = datagram.length === LENGTH && datagram.readUInt16BE(0) === REQUEST;
  return asked && datagram.readUInt16BE(2) === REST_LENGTH ? datagram.readUInt32BE(4) : undefined;
}

/** The answer: the address that the question came from. */
export function discoveryAnswer(ssrc: number, address: string, port: number): Buffer {
  const answer = Buffer.alloc(LENGTH);
  answer.writeUInt16BE(RESPONSE, 0);
  answer.writeUInt16BE(REST_LENGTH, 2);
  answer.writeUInt32BE(ssrc, 4);
  answer.write(address, ADDRESS_AT, 'latin1');
  answer.writeUInt16BE(port, PORT_AT);
  return answer;
}
