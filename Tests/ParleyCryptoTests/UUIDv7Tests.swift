import ParleyCrypto
import Testing

@Suite struct UUIDv7Tests {
  /// The example of RFC 9562, appendix A.6: rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F.
  @Test func knownAnswer() {
    let random: [UInt8] = [0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F]
    let identifier = UUIDv7.make(milliseconds: 1_645_557_742_000, random: random)
    #expect(identifier == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
  }

  @Test func versionAndVariantOverrideTheRandomBits() {
    let ones = [UInt8](repeating: 0xFF, count: 10)
    let zeros = [UInt8](repeating: 0, count: 10)
    #expect(UUIDv7.make(milliseconds: 0, random: ones) == "00000000-0000-7fff-bfff-ffffffffffff")
    #expect(UUIDv7.make(milliseconds: 0, random: zeros) == "00000000-0000-7000-8000-000000000000")
  }

  @Test func timesOutsideTheFormatAreTakenIntoRange() {
    let zeros = [UInt8](repeating: 0, count: 10)
    #expect(UUIDv7.make(milliseconds: .min, random: zeros).hasPrefix("00000000-0000-7"))
    #expect(UUIDv7.make(milliseconds: .max, random: zeros).hasPrefix("ffffffff-ffff-7"))
  }

  @Test func laterSortsBehindEarlier() {
    let times: [Int64] = [0, 1, 255, 256, 65_536, 1_700_000_000_000, 1_700_000_000_001]
    let identifiers = times.map { UUIDv7.make(milliseconds: $0, random: SecureRandom.bytes(10)) }
    #expect(identifiers == identifiers.sorted())
  }

  @Test func missingRandomBytesAreDrawn() {
    let identifiers = (0..<100).map { _ in UUIDv7.make(milliseconds: 5, random: []) }
    #expect(Set(identifiers).count == 100)
    #expect(identifiers.allSatisfy { $0.count == 36 })
  }
}
