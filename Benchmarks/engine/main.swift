await Comparison.run()
