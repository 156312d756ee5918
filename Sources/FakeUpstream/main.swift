FakeUpstreamProgram.run()
