module example.test/app

go 1.24

require example.test/lib v1.0.0

replace example.test/lib => example.test/fork v1.0.1 // was => ./lib
