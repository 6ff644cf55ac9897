// A program of its own: encodes two frames, says how many packets came of them, and has nothing else to wait for.
import { EncoderThreads } from '../../../src/audio/encoder/encoder-threads.js';

const packets = await new EncoderThreads({ niceness: 0 }).open().encode(Buffer.alloc(8_000));
console.log(packets.length);
