import { SetupError } from '@tonearm/core';
import { expect } from 'chai';
import { type Forbidden, NetworkPolicy } from '../src/index.js';

/** Links that lead inside, in every spelling. What looks odd, `URL` has turned into an address before we see it. */
const FORBIDDEN: readonly (readonly [link: string, why: Forbidden])[] = [
  // This machine
  ['http://127.0.0.1/', 'inner-network'],
  ['http://127.1/', 'inner-network'],
  ['http://127.0.0.1./', 'inner-network'],
  ['http://2130706433/', 'inner-network'],
  ['http://0x7f000001/', 'inner-network'],
  ['http://0x7f.0.0.1/', 'inner-network'],
  ['http://0177.0.0.1/', 'inner-network'],
  ['http://017700000001/', 'inner-network'],
  ['http://127.255.255.254/', 'inner-network'],
  ['http://①②⑦.0.0.1/', 'inner-network'],
  ['http://127。0。0。1/', 'inner-network'],
  ['http://%31%32%37.0.0.1/', 'inner-network'],
  ['http://0.0.0.0/', 'inner-network'],
  ['http://0/', 'inner-network'],
  ['http://[::1]/', 'inner-network'],
  ['http://[::]/', 'inner-network'],
  ['http://[0:0:0:0:0:0:0:1]/', 'inner-network'],
  ['http://localhost/', 'inner-network'],
  ['http://LOCALHOST./', 'inner-network'],
  ['http://a.b.localhost/', 'inner-network'],
  // An IPv4 address inside an IPv6 one: mapped, compatible, NAT64, 6to4, Teredo
  ['http://[::ffff:127.0.0.1]/', 'inner-network'],
  ['http://[::ffff:7f00:1]/', 'inner-network'],
  ['http://[::ffff:0:127.0.0.1]/', 'inner-network'],
  ['http://[::127.0.0.1]/', 'inner-network'],
  ['http://[64:ff9b::7f00:1]/', 'inner-network'],
  ['http://[64:ff9b:1::a00:1]/', 'inner-network'],
  ['http://[2002:7f00:1::]/', 'inner-network'],
  ['http://[2001:0:53aa:64c:0:0:80ff:fffe]/', 'inner-network'],
  // The machines beside it, and what clouds tell about themselves
  ['http://10.0.0.1/', 'inner-network'],
  ['http://172.16.0.1/', 'inner-network'],
  ['http://172.31.255.255/', 'inner-network'],
  ['http://192.168.0.1/', 'inner-network'],
  ['http://100.64.0.1/', 'inner-network'],
  ['http://100.100.100.200/', 'inner-network'],
  ['http://100.127.255.255/', 'inner-network'],
  ['http://169.254.169.254/latest/meta-data/', 'inner-network'],
  ['http://0xa9fea9fe/', 'inner-network'],
  ['http://168.63.129.16/', 'inner-network'],
  ['http://metadata.google.internal/', 'inner-network'],
  ['http://metadata/', 'inner-network'],
  ['http://printer.local/', 'inner-network'],
  ['http://router.home.arpa/', 'inner-network'],
  ['http://[fd00:ec2::254]/', 'inner-network'],
  ['http://[fc00::1]/', 'inner-network'],
  ['http://[fe80::1]/', 'inner-network'],
  ['http://[fec0::1]/', 'inner-network'],
  // Addresses that are nobody’s
  ['http://224.0.0.1/', 'inner-network'],
  ['http://239.255.255.250:1900/', 'inner-network'],
  ['http://255.255.255.255/', 'inner-network'],
  ['http://240.0.0.1/', 'inner-network'],
  ['http://192.0.2.1/', 'inner-network'],
  ['http://198.18.0.1/', 'inner-network'],
  ['http://192.0.0.8/', 'inner-network'],
  ['http://[ff02::1]/', 'inner-network'],
  ['http://[2001:db8::1]/', 'inner-network'],
  ['http://[100::1]/', 'inner-network'],
  // Other ways to go wrong
  ['http://user:pass@radio.example/', 'credentials'],
  ['http://user@radio.example/', 'credentials'],
  ['http://radio.example@127.0.0.1/', 'credentials'],
  ['http://:pass@radio.example/', 'credentials'],
  ['file:///etc/passwd', 'scheme'],
  ['ftp://radio.example/', 'scheme'],
  ['data:audio/mpeg;base64,AAAA', 'scheme'],
  ['http://radio.example:22/', 'port'],
  ['http://radio.example:25/', 'port'],
  ['http://radio.example:6379/', 'port'],
  ['https://radio.example:11211/', 'port'],
  ['http://9.9.9.9:5432/', 'port'],
];

const PUBLIC = ['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2606:4700::1111'];

describe('NetworkPolicy', () => {
  const policy = new NetworkPolicy();

  for (const [link, why] of FORBIDDEN) {
    it(`does not follow ${link}`, () => {
      expect(policy.check(new URL(link))).to.equal(why);
    });
  }

  it('follows links to the public internet, on the ports of radio too', () => {
    const links = [
      'https://radio.example/',
      'http://radio.example:8000/live',
      'http://radio.example.:8443/',
      'http://8.8.8.8/',
    ];
    for (const link of [...links, 'http://[2606:4700::1111]:8080/']) {
      expect(policy.check(new URL(link)), link).to.equal(undefined);
    }
  });

  it('tells public addresses from inner ones, however they are written', () => {
    for (const address of PUBLIC) expect(policy.allows(address, 'radio.example'), address).to.equal(true);
    const inner = [
      '127.0.0.1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
      'fe80::1%eth0',
      '',
      'x',
      '2130706433',
    ];
    for (const address of inner) expect(policy.allows(address, 'radio.example'), address).to.equal(false);
  });

  it('makes exceptions for the hosts, addresses and networks that the operator names, and for no others', () => {
    const home = new NetworkPolicy(['nas.local', '192.168.7.0/24', '::1']);
    const follows = (link: string) => home.check(new URL(link)) === undefined;
    expect(['http://nas.local/', 'http://192.168.7.9:5432/', 'http://[::1]/'].every(follows)).to.equal(true);
    expect(
      ['http://192.168.8.1/', 'http://127.0.0.1/', 'http://[::2]/', 'http://nas.local.example:22/'].some(follows),
    ).to.equal(false);
    expect(home.allows('10.1.1.1', 'nas.local')).to.equal(true);
    expect(home.allows('10.1.1.1', 'other.example')).to.equal(false);
  });

  for (const entry of [
    '',
    '*',
    'http://nas.local',
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/40',
    '10.0.0/8',
    'a b',
    '192.168.1.1:80',
    'Ä',
  ]) {
    it(`refuses “${entry}” as an exception`, () => {
      expect(() => new NetworkPolicy([entry])).to.throw(SetupError, 'allow');
    });
  }
});
