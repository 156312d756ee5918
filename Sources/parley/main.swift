Parley.run()
