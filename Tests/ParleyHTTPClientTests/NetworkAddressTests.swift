import Glibc
import Testing

@testable import ParleyHTTPClient

struct NetworkAddressTests {
  private func kind(_ text: String) -> NetworkAddress.Kind {
    var bytes = [UInt8](repeating: 0, count: 16)
    let isIPv6 = text.contains(":")
    #expect(inet_pton(isIPv6 ? AF_INET6 : AF_INET, text, &bytes) == 1)
    return NetworkAddress(bytes: Array(bytes.prefix(isIPv6 ? 16 : 4))).kind
  }

  @Test(arguments: ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1", "::ffff:1.1.1.1"])
  func theInternet(address: String) {
    #expect(kind(address) == .global)
  }

  @Test(arguments: [
    "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "100.64.0.1", "::1", "fc00::1", "fd12::1", "::ffff:10.0.0.1", "64:ff9b::c0a8:101",
  ])
  func privateNetworks(address: String) {
    #expect(kind(address) == .private)
  }

  @Test(arguments: [
    "0.0.0.0", "169.254.169.254", "224.0.0.1", "255.255.255.255", "100.100.100.200", "::",
    "fe80::1", "ff02::1", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe",
  ])
  func noPlaceForARequest(address: String) {
    #expect(kind(address) == .unfit)
  }
}
