# Drawn by simbench; to draw it again: gnuplot pareto.gp
reset session
set encoding utf8
set decimalsign '.'
$frontier << EOD
37.874992 0.51132234
62.066514 0.51132234
62.066514 0.5145338
125.71365 0.5145338
125.71365 0.53720886
129.63978 0.53720886
129.63978 0.53862662
147.03696 0.53862662
147.03696 0.53925255
631.24987 0.53925255
631.24987 0.68610398
725.93735 0.68610398
EOD
$point0 << EOD
631.24987 0.68610398 8.3668125 0.01316338
EOD
$point1 << EOD
37.874992 0.51132234 0.50200875 0.012535791
EOD
$point2 << EOD
125.71365 0.53720886 2.6426382 0.012499627
EOD
$point3 << EOD
62.066514 0.5145338 2.6439146 0.01244008
EOD
$point4 << EOD
147.03696 0.53925255 3.8551866 0.012347545
EOD
$point5 << EOD
159.57773 0.52601322 7.5135422 0.012195344
EOD
$point6 << EOD
128.80501 0.53539926 8.9529975 0.012038586
EOD
$point7 << EOD
129.63978 0.53862662 5.6765175 0.012168122
EOD
$point8 << EOD
126.51334 0.52175229 11.592278 0.011817462
EOD
$point9 << EOD
126.02893 0.56326885 2.1050573 0.012537752
EOD
$ruled << EOD
37.874992 0.51132234
125.71365 0.53720886
62.066514 0.5145338
147.03696 0.53925255
159.57773 0.52601322
128.80501 0.53539926
129.63978 0.53862662
EOD
set lmargin at screen 0.10555556
set rmargin at screen 0.96666667
set tmargin at screen 0.85555556
set bmargin at screen 0.2
set border 3 lc rgb '#444444'
set tics nomirror textcolor rgb '#222222'
set grid lc rgb '#DDDDDD' lt 1 lw 0.7
unset key
set label 'strong' at first 631.24987, first 0.68610398 left front font ',10' textcolor rgb '#737373' offset screen 0.01, screen 0.02037037
set label 'weak' at first 37.874992, first 0.51132234 left front font ',10' textcolor rgb '#0072B2' offset screen 0.01, screen -0.02037037
set label 'random' at first 125.71365, first 0.53720886 right front font ',10' textcolor rgb '#C25500' offset screen -0.01, screen 0.02037037
set label 'keywords' at first 62.066514, first 0.5145338 center front font ',10' textcolor rgb '#00835F' offset screen 0, screen 0.02962963
set label 'length' at first 147.03696, first 0.53925255 left front font ',10' textcolor rgb '#9F5E82' offset screen 0.01, screen 0.02037037
set label 'knn' at first 159.57773, first 0.52601322 left front font ',10' textcolor rgb '#9A6B00' offset screen 0.01, screen -0.02037037
set label 'observer' at first 128.80501, first 0.53539926 right front font ',10' textcolor rgb '#3B7CA1' offset screen -0.013333333, screen 0
set label 'observer 4' at first 129.63978, first 0.53862662 left front font ',10' textcolor rgb '#000000' offset screen 0.0088888889, screen 0.051851852
set label 'true class' at first 126.51334, first 0.52175229 left front font ',10' textcolor rgb '#0072B2' offset screen 0.0088888889, screen -0.051851852
set label 'best gain' at first 126.02893, first 0.56326885 left front font ',10' textcolor rgb '#C25500' offset screen 0.01, screen 0.02037037
set xrange [0:725.93735]
set xtics ('$0' 0, '$200' 200, '$400' 400, '$600' 600)
set yrange [0.47986165:0.71756467]
set ytics ('0.500' 0.5, '0.550' 0.55, '0.600' 0.6, '0.650' 0.65, '0.700' 0.7)
set xlabel 'Cost per 30 days (US dollars)'
set ylabel 'Quality (mean probability of a good answer)'
set terminal svg size 900,540 noenhanced font 'DejaVu Sans,Verdana,sans-serif,11' fontscale 1.25 background rgb 'white'
set output 'pareto.svg'
set label 9000 '6 of 10 strategies are on the frontier, from weak to strong; strong costs least' at screen 0.02, screen 0.96666667 left font ',14'
set label 9001 'of those that keep the rules' at screen 0.02, screen 0.92962963 left font ',14'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8003 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'Does a router beat sending the same share to the good model at random? · routing-synthetic · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $point6 using 1:2:3 with xerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2 with points pt 14 ps 1.6 lw 2 lc rgb '#56B4E9' notitle, \
  $point7 using 1:2:3 with xerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2:4 with yerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#000000' notitle, \
  $point8 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point9 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
set terminal pngcairo size 900,540 noenhanced font 'DejaVu Sans,11' background rgb 'white'
set output 'pareto.png'
set label 9000 '6 of 10 strategies are on the frontier, from weak to strong; strong costs least' at screen 0.02, screen 0.96666667 left font 'DejaVu Sans:Bold,13'
set label 9001 'of those that keep the rules' at screen 0.02, screen 0.92962963 left font 'DejaVu Sans:Bold,13'
set label 8000 'frontier: nothing cheaper is as good' at screen 0.16444444, screen 0.074074074 left font ',10'
set arrow 8000 from screen 0.12222222, screen 0.074074074 to screen 0.15555556, screen 0.074074074 nohead lc rgb '#AAAAAA' lw 1.5 dt (6,4)
set label 8001 'crossed out: breaks a rule' at screen 0.54222222, screen 0.074074074 left font ',10'
set label 8501 '' at screen 0.52222222, screen 0.074074074 point pt 2 ps 1.4 lw 1.6 lc rgb '#222222'
set label 8002 'hollow: beaten in cost and quality' at screen 0.16444444, screen 0.040740741 left font ',10'
set label 8502 '' at screen 0.14444444, screen 0.040740741 point pt 6 ps 1.4 lw 2 lc rgb '#444444'
set label 8003 'star: bound, cannot be deployed' at screen 0.54222222, screen 0.040740741 left font ',10'
set label 8503 '' at screen 0.52222222, screen 0.040740741 point pt 3 ps 1.4 lw 2 lc rgb '#444444'
set label 9010 'Does a router beat sending the same share to the good model at random? · routing-synthetic · 10 replications' at screen 0.02, screen 0.89259259 left font ',10' textcolor rgb '#666666'
plot \
  $frontier using 1:2 with lines lc rgb '#AAAAAA' lw 1.5 dt (6,4) notitle, \
  $point0 using 1:2:3 with xerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2:4 with yerrorbars pt 0 lc rgb '#7F7F7F' lw 0.8 notitle, \
  $point0 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#7F7F7F' notitle, \
  $point1 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point1 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point2 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point2 using 1:2 with points pt 5 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $point3 using 1:2:3 with xerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2:4 with yerrorbars pt 0 lc rgb '#009E73' lw 0.8 notitle, \
  $point3 using 1:2 with points pt 9 ps 1.6 lw 2 lc rgb '#009E73' notitle, \
  $point4 using 1:2:3 with xerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2:4 with yerrorbars pt 0 lc rgb '#CC79A7' lw 0.8 notitle, \
  $point4 using 1:2 with points pt 13 ps 1.6 lw 2 lc rgb '#CC79A7' notitle, \
  $point5 using 1:2:3 with xerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2:4 with yerrorbars pt 0 lc rgb '#E69F00' lw 0.8 notitle, \
  $point5 using 1:2 with points pt 10 ps 1.6 lw 2 lc rgb '#E69F00' notitle, \
  $point6 using 1:2:3 with xerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2:4 with yerrorbars pt 0 lc rgb '#56B4E9' lw 0.8 notitle, \
  $point6 using 1:2 with points pt 14 ps 1.6 lw 2 lc rgb '#56B4E9' notitle, \
  $point7 using 1:2:3 with xerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2:4 with yerrorbars pt 0 lc rgb '#000000' lw 0.8 notitle, \
  $point7 using 1:2 with points pt 7 ps 1.6 lw 2 lc rgb '#000000' notitle, \
  $point8 using 1:2:3 with xerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2:4 with yerrorbars pt 0 lc rgb '#0072B2' lw 0.8 notitle, \
  $point8 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#0072B2' notitle, \
  $point9 using 1:2:3 with xerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2:4 with yerrorbars pt 0 lc rgb '#D55E00' lw 0.8 notitle, \
  $point9 using 1:2 with points pt 3 ps 1.6 lw 2 lc rgb '#D55E00' notitle, \
  $ruled using 1:2 with points pt 2 ps 2.4 lw 1.6 lc rgb '#222222' notitle
set output
