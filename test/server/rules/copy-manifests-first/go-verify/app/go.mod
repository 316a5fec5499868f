module example.test/app

go 1.24

require example.test/lib v1.0.0
